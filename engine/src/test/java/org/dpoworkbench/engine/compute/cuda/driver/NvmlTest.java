package org.dpoworkbench.engine.compute.cuda.driver;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Against a library made of Java methods, as `nvml.h` declares them.
class NvmlTest {
    private static final String UUID = "GPU-a0a1a2a3-a4a5-a6a7-a8a9-aaabacadaeaf";
    private static final long HANDLE = 0x7f00_0000_1234L;

    private final Arena arena = Arena.ofShared();
    private final Stub stub = new Stub();

    @SuppressWarnings({"unused", "NamingConvention"}) // called from native code
    private final class Stub {
        private int init;
        private int utilisation;
        private boolean on;

        int nvmlInit_v2() {
            on = init == 0;
            return init;
        }

        int nvmlShutdown() {
            on = false;
            return 0;
        }

        long nvmlErrorString(int code) {
            return arena.allocateFrom(code == 9 ? "Driver Not Loaded" : code == 6 ? "Not Found" : "Unknown Error")
                    .address();
        }

        int nvmlDeviceGetHandleByUUID(long uuid, long device) {
            StubLibrary.at(device, 8).set(JAVA_LONG, 0, HANDLE);
            return StubLibrary.at(uuid, 80).getString(0).equals(UUID) ? 0 : 6;
        }

        int nvmlDeviceGetMemoryInfo(long device, long memory) {
            var answer = StubLibrary.at(memory, 24);
            answer.setAtIndex(JAVA_LONG, 0, 24L << 30);
            answer.setAtIndex(JAVA_LONG, 1, 20L << 30);
            answer.setAtIndex(JAVA_LONG, 2, 4L << 30);
            return device == HANDLE ? 0 : 2;
        }

        int nvmlDeviceGetUtilizationRates(long device, long rates) {
            var answer = StubLibrary.at(rates, 8);
            answer.setAtIndex(JAVA_INT, 0, 97);
            answer.setAtIndex(JAVA_INT, 1, 41);
            return utilisation;
        }

        int nvmlDeviceGetTemperature(long device, int sensor, long celsius) {
            StubLibrary.at(celsius, 4).set(JAVA_INT, 0, 66);
            return sensor == 0 ? 0 : 2;
        }

        int nvmlDeviceGetPowerUsage(long device, long milliwatts) {
            StubLibrary.at(milliwatts, 4).set(JAVA_INT, 0, 287_500);
            return 0;
        }
    }

    @AfterEach
    void end() {
        arena.close();
    }

    private Nvml open() {
        return new Nvml(StubLibrary.of(stub, "nvml", arena));
    }

    @Test
    void aCardIsReadByItsUuid() {
        try (Nvml nvml = open()) {
            assertThat(nvml.read(nvml.card(UUID)))
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
        try (Nvml nvml = open()) {
            assertThat(nvml.read(nvml.card(UUID)).utilisation()).isEmpty();
            assertThat(nvml.read(nvml.card(UUID)).celsius()).hasValue(66);
        }
    }

    @Test
    void anUnknownCardAndALibraryThatDoesNotStartAreTold() {
        try (Nvml nvml = open()) {
            assertThatThrownBy(() -> nvml.card("GPU-b"))
                    .isInstanceOf(UserError.class)
                    .hasMessage("nvmlDeviceGetHandleByUUID of GPU-b of NVML failed: Not Found (6).");
        }
        stub.init = 9;
        assertThatThrownBy(this::open).isInstanceOf(UserError.class).hasMessageContaining("Driver Not Loaded (9)");
    }
}
