package org.dpoworkbench.engine.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Test;

class WorkerLauncherTest {
    private static final WorkerLauncher LAUNCHER = WorkerLauncher.ofThisJvm();

    @Test
    void theEnginesOwnDevicesAreOnItsClassPath() {
        assertThat(LAUNCHER.on(Device.CPU)).isEqualTo(LAUNCHER);
        assertThat(LAUNCHER.on(Device.CUDA)).isEqualTo(LAUNCHER);
        assertThat(LAUNCHER.on(Device.AUTO)).isEqualTo(LAUNCHER);
    }

    @Test
    void aBuildWithoutTheBackendsFolderSaysSo() {
        assertThatThrownBy(() -> LAUNCHER.on(Device.ND4J_CUDA))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("this build has no ND4J backend")
                .hasMessageContaining("-Pnd4j-cuda");
    }
}
