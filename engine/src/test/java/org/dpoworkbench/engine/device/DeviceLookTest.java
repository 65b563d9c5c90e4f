package org.dpoworkbench.engine.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.BackendProvider;
import org.dpoworkbench.engine.compute.BackendSettings;
import org.dpoworkbench.engine.compute.cuda.driver.Card;
import org.dpoworkbench.engine.compute.cuda.driver.Cards;
import org.dpoworkbench.engine.compute.cuda.driver.CudaLibraries;
import org.dpoworkbench.engine.compute.cuda.driver.CudaLibrary;
import org.dpoworkbench.engine.compute.cuda.driver.NativeCudaDriver;
import org.dpoworkbench.engine.compute.cuda.driver.StubDriver;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// On machines with a driver made of Java methods.
class DeviceLookTest {
    private final StubDriver stub = StubDriver.withOneCard();

    @AfterEach
    void end() {
        stub.close();
    }

    private static CudaLibraries libraries(CudaLibraries.Found... compilers) {
        Map<CudaLibrary, List<CudaLibraries.Found>> found = new EnumMap<>(CudaLibrary.class);
        for (CudaLibrary library : CudaLibrary.values()) {
            found.put(library, List.of());
        }
        found.put(CudaLibrary.DRIVER, List.of(new CudaLibraries.Found("/usr/lib64/libcuda.so.1", 0)));
        found.put(CudaLibrary.COMPILER, List.of(compilers));
        return new CudaLibraries(found, List.of("/usr/lib64"));
    }

    private DeviceReport look(CudaLibraries libraries) {
        return look(libraries, Optional.empty());
    }

    private DeviceReport look(CudaLibraries libraries, Optional<BackendProvider> nd4j) {
        return DeviceLook.of(
                libraries,
                _ -> new DeviceLook.SeenDriver(
                        Cards.of(stub.library()), card -> new NativeCudaDriver(stub.library(), card)),
                nd4j);
    }

    private static DeviceReport.DeviceState device(DeviceReport report, String name) {
        return report.devices().stream()
                .filter(device -> device.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aCardThatCanComputeIsToldWithItsMemoryAndThatNoneHasBeenTried() {
        stub.free = 20L << 30;
        DeviceReport report = look(libraries());

        assertThat(report.driverCuda()).contains("12.4");
        assertThat(report.cards())
                .containsExactly(new DeviceReport.CardReport(
                        0,
                        "NVIDIA Example 24",
                        "GPU-a0a1a2a3-a4a5-a6a7-a8a9-aaabacadaeaf",
                        "8.9",
                        76,
                        24_576,
                        Optional.of(20_480L),
                        Optional.empty()));
        assertThat(device(report, "cuda").computes()).isTrue();
        assertThat(device(report, "cuda").state())
                .isEqualTo(
                        "can be asked for: NVIDIA Example 24. The CUDA backend has not yet been run on a real card.");
        assertThat(report.auto()).startsWith("auto: the CPU.").endsWith("ask for it with --device cuda");
        assertThat(stub.calls).endsWith("cuDevicePrimaryCtxRelease_v2 0");
    }

    @Test
    void theCompilerThatTheDriverTakesIsNamedFirst() {
        var newer = new CudaLibraries.Found("/opt/libnvrtc.so.13", 13);
        var fitting = new CudaLibraries.Found("/usr/libnvrtc.so.12", 12);

        assertThat(look(libraries(newer, fitting)).libraries())
                .filteredOn(library -> library.name().startsWith("libnvrtc"))
                .singleElement()
                .satisfies(library ->
                        assertThat(library.found()).containsExactly("/usr/libnvrtc.so.12", "/opt/libnvrtc.so.13"));
    }

    @Test
    void anOldDriverAndACardThatCannotBeOpenedAreTheReasonWhyCudaDoesNotCompute() {
        stub.version = 11_080;
        DeviceReport old = look(libraries());
        assertThat(device(old, "cuda").computes()).isFalse();
        assertThat(device(old, "cuda").state()).contains("knows CUDA up to 11.8");
        assertThat(old.cards().getFirst().freeMib()).isEmpty();

        stub.version = 12_040;
        stub.failures.put("cuDevicePrimaryCtxRetain", 2);
        DeviceReport full = look(libraries());
        assertThat(device(full, "cuda").computes()).isFalse();
        assertThat(device(full, "cuda").state()).contains("out of memory");
    }

    @Test
    void aDriverThatRefusesIsToldAndTheCpuComputes() {
        DeviceReport report = DeviceLook.of(
                libraries(),
                _ -> {
                    throw new UserError("The NVIDIA driver cannot be used: restart the machine.");
                },
                Optional.empty());

        assertThat(report.noCards()).contains("The NVIDIA driver cannot be used: restart the machine.");
        assertThat(device(report, "cpu").computes()).isTrue();
        assertThat(device(report, "cuda").state()).endsWith("there is no card");
        assertThat(device(report, "nd4j-cuda").state()).contains("-Pnd4j-cuda");
    }

    @Test
    void aBackendFromOutsideSaysItselfWhatItLacks() {
        DeviceReport report = DeviceLook.of(
                libraries(),
                _ -> {
                    throw new UserError("no driver");
                },
                Optional.of(new Outside(Optional.of("it lacks a library"))));

        assertThat(device(report, "nd4j-cuda"))
                .isEqualTo(new DeviceReport.DeviceState("nd4j-cuda", false, "it lacks a library"));
    }

    @Test
    void aBackendFromOutsideIsAskedAboutTheCards() {
        Optional<BackendProvider> nd4j = Optional.of(new Outside(Optional.empty()));
        assertThat(device(look(libraries(), nd4j), "nd4j-cuda").state())
                .isEqualTo("can be asked for: ND4J, NVIDIA Example 24");
        try (StubDriver newer = new StubDriver()) {
            newer.add("NVIDIA Newer", 9, 0, 132, 1L << 36);
            DeviceReport report = DeviceLook.of(
                    libraries(),
                    _ -> new DeviceLook.SeenDriver(
                            Cards.of(newer.library()), card -> new NativeCudaDriver(newer.library(), card)),
                    nd4j);
            assertThat(device(report, "nd4j-cuda"))
                    .isEqualTo(new DeviceReport.DeviceState("nd4j-cuda", false, "it stops at 8.6"));
        }
    }

    /// A backend for cards up to 8.6.
    private record Outside(Optional<String> whyNot) implements BackendProvider {
        @Override
        public String name() {
            return "nd4j-cuda";
        }

        @Override
        public String description() {
            return "ND4J";
        }

        @Override
        public Optional<String> whyNot(Card card) {
            return card.major() > 8 ? Optional.of("it stops at 8.6") : Optional.empty();
        }

        @Override
        public Backend open(BackendSettings settings) {
            throw new UserError("not here");
        }
    }
}
