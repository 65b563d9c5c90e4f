package org.dpoworkbench.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.assertj.core.api.ThrowableAssert;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.cpu.CpuBackend;
import org.dpoworkbench.engine.compute.cuda.driver.CudaLibraries;
import org.dpoworkbench.engine.compute.cuda.driver.CudaLibrary;
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

    /// Where there is an NVIDIA driver, what it says is another matter, and tested with one made of Java methods.
    @Test
    void withoutADriverCudaIsRefusedWithWhereItWasLookedFor() {
        assumeTrue(CudaLibraries.search().found().get(CudaLibrary.DRIVER).isEmpty(), "there is an NVIDIA driver here");
        for (ThrowableAssert.ThrowingCallable asked : List.<ThrowableAssert.ThrowingCallable>of(
                () -> Devices.require(Device.CUDA), () -> Devices.open(new DeviceConfig(Device.CUDA, 1)))) {
            assertThatThrownBy(asked)
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("device cuda: libcuda.so.1 was not found: is the NVIDIA driver installed?")
                    .hasMessageContaining("is not moved to the CPU");
        }
    }

    @Test
    void autoIsTheCpuAndSaysWhy() {
        try (Backend backend = Devices.open(new DeviceConfig(Device.AUTO, 1))) {
            assertThat(backend).isInstanceOf(CpuBackend.class);
        }
        assertThat(Devices.reason(Device.AUTO)).startsWith("auto: the CPU.");
        assertThat(Devices.reason(Device.CPU)).isEqualTo("asked for");
    }
}
