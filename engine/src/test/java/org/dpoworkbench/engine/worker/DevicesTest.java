package org.dpoworkbench.engine.worker;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.config.DeviceConfig;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Test;

class DevicesTest {
    @Test
    void whatThisBuildLacksIsSaidAndNeverReplaced() {
        assertThatThrownBy(() -> Devices.require(Device.ND4J_CUDA))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("this build has no ND4J backend")
                .hasMessageContaining("-Pnd4j-cuda");
        assertThatThrownBy(() -> Devices.open(new DeviceConfig(Device.ND4J_CUDA, 1)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("this build has no ND4J backend");
    }
}
