package org.dpoworkbench.engine.compute.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Test;

class MatrixUnitTest {
    @Test
    void openBlasIsTheOneThingToAskFor() {
        assertThat(MatrixUnit.tilesWanted(Optional.empty())).isTrue();
        assertThat(MatrixUnit.tilesWanted(Optional.of("openblas"))).isFalse();
        assertThatThrownBy(() -> MatrixUnit.tilesWanted(Optional.of("OpenBLAS")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("DPO_WORKBENCH_MATRIX is \"OpenBLAS\"");
    }

    @Test
    void theBackendSaysWhatItUses() {
        try (var asHere = new CpuBackend(1);
                var vectors = CpuBackend.onVectorUnits(1)) {
            assertThat(asHere.description().contains("AMX")).isEqualTo(CpuBackend.tilesHere());
            assertThat(vectors.description()).doesNotContain("AMX").contains("OpenBLAS");
        }
    }
}
