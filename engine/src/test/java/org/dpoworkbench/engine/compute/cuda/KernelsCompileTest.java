package org.dpoworkbench.engine.compute.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dpoworkbench.engine.compute.cuda.driver.Card;
import org.dpoworkbench.engine.compute.cuda.driver.CudaLibraries;
import org.dpoworkbench.engine.compute.cuda.driver.CudaLibrary;
import org.dpoworkbench.engine.compute.cuda.driver.Nvrtc;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The kernels with the real compiler, of every version that the search finds; it needs no card. Skipped where there is
/// none: `pip install nvidia-cuda-nvrtc` brings one, and `DPO_WORKBENCH_CUDA` names its folder.
class KernelsCompileTest {
    @TempDir
    Path folder;

    private static Stream<CudaLibraries.Found> compilers() {
        List<CudaLibraries.Found> found = CudaLibraries.search().found().get(CudaLibrary.COMPILER);
        return found.isEmpty() ? Stream.of(new CudaLibraries.Found("", 0)) : found.stream();
    }

    @ParameterizedTest
    @MethodSource("compilers")
    void everyKernelCompilesForEveryKnownCard(CudaLibraries.Found found) {
        assumeTrue(found.version() > 0, "there is no NVRTC here");
        Nvrtc compiler = new Nvrtc(CudaLibraries.load(found, Arena.global()));
        assertThat(compiler.version()).startsWith(found.version() + ".");
        List<Integer> wanted = List.of(80, 89, 90, 100, 120).stream()
                .filter(compiler.architectures()::contains)
                .toList();
        assertThat(wanted).contains(80, 89, 90);
        for (int architecture : wanted) {
            Card card = new Card(0, "", "", architecture / 10, architecture % 10, 1, 1, 0);
            CompiledKernels kernels = CompiledKernels.ofShipped(compiler, card, folder);
            for (String source : ShippedKernels.SOURCES) {
                assertThat(new String(kernels.apply(source), 0, 4, java.nio.charset.StandardCharsets.ISO_8859_1))
                        .as("%s for sm_%d", source, architecture)
                        .isEqualTo("\177ELF");
            }
        }
    }
}
