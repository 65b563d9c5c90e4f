package org.dpoworkbench.engine.compute.cuda.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Against a library made of Java methods, as `nvml.h` declares them.
class NvmlTest {
    private final StubMonitor stub = new StubMonitor();

    @AfterEach
    void end() {
        stub.close();
    }

    @Test
    void aCardIsReadByItsUuid() {
        try (Nvml nvml = stub.monitor()) {
            assertThat(nvml.read(nvml.card(StubMonitor.UUID)))
                    .isEqualTo(new Nvml.Reading(
                            4L << 30,
                            20L << 30,
                            OptionalInt.of(97),
                            OptionalInt.of(41),
                            OptionalInt.of(66),
                            OptionalDouble.of(287.5)));
            assertThat(stub.on).isTrue();
        }
        assertThat(stub.on).isFalse();
    }

    @Test
    void whatACardDoesNotTellIsAbsent() {
        stub.utilisation = 3; // NVML_ERROR_NOT_SUPPORTED
        try (Nvml nvml = stub.monitor()) {
            assertThat(nvml.read(nvml.card(StubMonitor.UUID)).utilisation()).isEmpty();
            assertThat(nvml.read(nvml.card(StubMonitor.UUID)).celsius()).hasValue(66);
        }
    }

    @Test
    void anUnknownCardAndALibraryThatDoesNotStartAreTold() {
        try (Nvml nvml = stub.monitor()) {
            assertThatThrownBy(() -> nvml.card("GPU-b"))
                    .isInstanceOf(UserError.class)
                    .hasMessage("nvmlDeviceGetHandleByUUID of GPU-b of NVML failed: Not Found (6).");
        }
        stub.init = 9;
        assertThatThrownBy(stub::monitor).isInstanceOf(UserError.class).hasMessageContaining("Driver Not Loaded (9)");
    }
}
