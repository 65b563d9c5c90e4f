package org.dpoworkbench.engine.compute.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Test;

class MatrixUnitTest {
    @Test
    void openBlasIsTheOneThingToAskFor() {
        assertThat(MatrixUnit.openBlasWanted(Optional.empty())).isFalse();
        assertThat(MatrixUnit.openBlasWanted(Optional.of("openblas"))).isTrue();
        assertThatThrownBy(() -> MatrixUnit.openBlasWanted(Optional.of("OpenBLAS")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("DPO_WORKBENCH_MATRIX is \"OpenBLAS\"");
    }

    @Test
    void theBackendSaysWhatItUses() {
        try (var asHere = new CpuBackend(1);
                var openBlas = new CpuBackend(1, MatrixUnit.OPENBLAS)) {
            assertThat(asHere.description().contains("AMX")).isEqualTo(MatrixUnit.here() == MatrixUnit.TILES);
            assertThat(asHere.description().contains("AVX2")).isEqualTo(MatrixUnit.here() == MatrixUnit.VECTORS);
            assertThat(openBlas.description())
                    .doesNotContain("AMX")
                    .doesNotContain("AVX2")
                    .contains("OpenBLAS");
        }
    }
}
