package org.dpoworkbench.engine.compute.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.dpoworkbench.engine.compute.BackendProvider;
import org.dpoworkbench.engine.compute.BackendSettings;
import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class Nd4jCudaProviderTest {
    private final BackendProvider provider =
            BackendProvider.named(Device.ND4J_CUDA.text()).orElseThrow();

    @Test
    void aBuildForTheProcessorIsNoCard() {
        Assumptions.assumeTrue(
                Nd4jCudaProvider.class.getResource("/org/nd4j/linalg/jcublas/JCublasBackend.class") == null);
        assertThat(provider.whyNot().orElseThrow()).contains("-Pnd4j-cuda");
        assertThatThrownBy(() -> provider.open(new BackendSettings(1, Optional.empty())))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("this build carries ND4J for the processor");
    }

    @Test
    void whatTheLibraryLacksIsNamed() {
        Error failure = new ExceptionInInitializerError(
                new IllegalStateException(new UnsatisfiedLinkError("libcublas.so.11: cannot open shared object file")));
        assertThat(Nd4jCudaProvider.notStarted(failure))
                .contains("cannot start: libcublas.so.11: cannot open shared object file")
                .contains("CUDA toolkit 11.6");
    }
}
