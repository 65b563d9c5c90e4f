package org.dpoworkbench.engine.compute.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dpoworkbench.engine.compute.cuda.driver.CudaLibraries;
import org.dpoworkbench.engine.compute.cuda.driver.CudaLibrary;
import org.dpoworkbench.engine.compute.cuda.driver.Nvrtc;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The kernels' sources through NVRTC, without a card: for every kind of card, and once more into the PTX that ships.
/// The profile `kernels` runs this; it needs NVRTC, such as PyPI's `nvidia-cuda-nvrtc`, and no card.
@Tag("kernels")
class KernelCompilationTest {
    /// What the shipped PTX is made with; newer ones write PTX that older drivers cannot read.
    private static final String SHIPPING_VERSION = "12.1";
    /// A multiprocessor has 65,536 registers; a block must find its own.
    private static final int REGISTERS = 65_536;
    /// Shared memory that a block has without asking.
    private static final int SHARED_BYTES = 48 << 10;
    /// Registers that do not fit lie in memory: a few numbers do no harm.
    private static final int SPILLED_BYTES = 64;

    private static final Path FOLDER = Path.of(System.getProperty("project.root"))
            .resolve("engine/src/main/resources/org/dpoworkbench/engine/compute/cuda/ptx");

    private static final Pattern ENTRY = Pattern.compile("Compiling entry function '(\\w+)' for '(\\w+)'");
    private static final Pattern SPILLS = Pattern.compile("(\\d+) bytes spill stores");
    private static final Pattern USED = Pattern.compile("Used (\\d+) registers(?:.*?(\\d+) bytes smem)?");

    private static Nvrtc nvrtc(Arena arena) {
        CudaLibraries libraries = CudaLibraries.search();
        var found = libraries.best(CudaLibrary.COMPILER, Integer.MAX_VALUE);
        assertThat(found).as(libraries.missing(CudaLibrary.COMPILER)).isPresent();
        return new Nvrtc(CudaLibraries.load(found.orElseThrow(), arena));
    }

    private static Nvrtc.Source source(String name, String... options) {
        Map<String, String> headers = new HashMap<>();
        ShippedKernels.HEADERS.forEach(header -> headers.put(header, ShippedKernels.header(header)));
        return new Nvrtc.Source(name + ".cu", ShippedKernels.source(name), headers, List.of(options));
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 86, 89, 90, 100, 120})
    void everyKernelFitsEveryCard(int architecture) {
        try (Arena arena = Arena.ofConfined()) {
            Nvrtc nvrtc = nvrtc(arena);
            assumeTrue(
                    nvrtc.architectures().contains(architecture),
                    "NVRTC " + nvrtc.version() + " does not know sm_" + architecture);
            for (String name : ShippedKernels.SOURCES) {
                String arch = "--gpu-architecture=sm_" + architecture;
                Nvrtc.Compiled made = nvrtc.compileWithLog(
                        source(name, arch, "--std=c++17", "--ptxas-options=-v"), Nvrtc.Output.CUBIN);
                assertThat(made.code()).as(name).isNotEmpty();
                assertThat(kernelsThatFit(made.log())).as("kernels of %s", name).isPositive();
            }
        }
    }

    private static int kernelsThatFit(String log) {
        int kernels = 0;
        Matcher entry = ENTRY.matcher(log);
        while (entry.find()) {
            Matcher spills = SPILLS.matcher(log).region(entry.end(), log.length());
            Matcher used = USED.matcher(log).region(entry.end(), log.length());
            assertThat(spills.find() && used.find()).as(log).isTrue();
            String name = entry.group(1) + " on " + entry.group(2);
            assertThat(Integer.parseInt(spills.group(1)))
                    .as("spilled by " + name)
                    .isLessThanOrEqualTo(SPILLED_BYTES);
            int threads = 256;
            assertThat(Integer.parseInt(used.group(1)) * threads)
                    .as("registers of a block of " + name)
                    .isLessThanOrEqualTo(REGISTERS);
            if (used.group(2) != null) {
                assertThat(Integer.parseInt(used.group(2)))
                        .as("shared memory of " + name)
                        .isLessThanOrEqualTo(SHARED_BYTES);
            }
            kernels++;
        }
        return kernels;
    }

    /// Compares, or, with `-Dkernels.write=true`, writes.
    @Test
    void theShippedPtxIsWhatNvrtcMakes() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            Nvrtc nvrtc = nvrtc(arena);
            assumeTrue(
                    nvrtc.version().equals(SHIPPING_VERSION),
                    "the shipped PTX is made with NVRTC " + SHIPPING_VERSION + ", here is " + nvrtc.version());
            for (String name : ShippedKernels.SOURCES) {
                String compiled = new String(
                        nvrtc.compile(source(name, "--gpu-architecture=compute_80", "--std=c++17"), Nvrtc.Output.PTX),
                        StandardCharsets.US_ASCII);
                String text = KernelText.shipped(name, compiled);
                if (Boolean.getBoolean("kernels.write")) {
                    Files.writeString(FOLDER.resolve(name + ".ptx"), text);
                } else {
                    assertThat(new String(ShippedKernels.ptx(name), StandardCharsets.US_ASCII))
                            .as(name)
                            .isEqualTo(text + "\0");
                }
            }
        }
    }
}
