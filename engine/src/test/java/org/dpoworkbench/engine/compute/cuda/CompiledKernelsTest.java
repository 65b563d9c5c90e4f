package org.dpoworkbench.engine.compute.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dpoworkbench.engine.compute.cuda.driver.Card;
import org.dpoworkbench.engine.compute.cuda.driver.CompilationException;
import org.dpoworkbench.engine.compute.cuda.driver.StubCompiler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompiledKernelsTest {
    @TempDir
    Path folder;

    private final StubCompiler stub = new StubCompiler();
    private final Map<String, String> sources = new HashMap<>(Map.of("norms", "norm kernels"));
    private final Map<String, String> headers = new HashMap<>(Map.of("common.cuh", "common"));

    @AfterEach
    void end() {
        assertThat(stub.live).as("programs left in the compiler").isZero();
        stub.close();
    }

    private CompiledKernels kernels(int major, int minor) {
        Card card = new Card(0, "Example", "GPU-0", major, minor, 1, 1, 12_080);
        return new CompiledKernels(stub.compiler(), card, folder, sources::get, headers);
    }

    private String compiled(int major, int minor) {
        return new String(kernels(major, minor).apply("norms"), StandardCharsets.UTF_8);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    @Test
    void aKnownCardGetsMachineCode() {
        assertThat(compiled(8, 9))
                .isEqualTo("bin norms.cu norm kernels [common.cuh=common] [--gpu-architecture=sm_89, --std=c++17]");
        assertThat(kernels(8, 9).description()).isEqualTo("NVRTC 12.8 for sm_89");
    }

    @Test
    void whatWasCompiledIsReadTheNextTime() throws IOException {
        String first = compiled(9, 0);
        assertThat(compiled(9, 0)).isEqualTo(first);

        assertThat(stub.compilations).isEqualTo(1);
        assertThat(files())
                .singleElement()
                .satisfies(file -> assertThat(file.getFileName().toString()).matches("norms-[0-9a-f]{64}\\.cubin"));
    }

    @Test
    void anotherSourceHeaderOrCardIsCompiledAnew() {
        compiled(9, 0);
        sources.put("norms", "other kernels");
        assertThat(compiled(9, 0)).contains("other kernels");
        headers.put("common.cuh", "changed");
        assertThat(compiled(9, 0)).contains("changed");
        assertThat(compiled(8, 0)).contains("sm_80");
        assertThat(stub.compilations).isEqualTo(4);
    }

    @Test
    void aDamagedFileIsCompiledAnew() throws IOException {
        String first = compiled(9, 0);
        Path file = files().getFirst();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1]++;
        Files.write(file, bytes);
        assertThat(compiled(9, 0)).isEqualTo(first);
        Files.write(file, new byte[] {1, 2, 3});
        assertThat(compiled(9, 0)).isEqualTo(first);
        assertThat(stub.compilations).isEqualTo(3);
        assertThat(compiled(9, 0)).isEqualTo(first);
        assertThat(stub.compilations).isEqualTo(3);
    }

    @Test
    void aRefusedSourceIsToldWithTheCompilersWordsAndNotKept() throws IOException {
        sources.put("norms", "error");
        assertThatThrownBy(() -> compiled(9, 0))
                .isInstanceOf(CompilationException.class)
                .hasMessage("NVRTC refused norms.cu: NVRTC_ERROR_COMPILATION (6)\n"
                        + "x.cu(3): identifier \"error\" is undefined");
        assertThat(files()).isEmpty();
    }

    /// Its text for another would be of its own version, which the driver may be too old for.
    @Test
    void aCardThatTheCompilerDoesNotKnowIsRefused() {
        for (int[] card : new int[][] {{8, 6}, {12, 0}}) {
            assertThatThrownBy(() -> kernels(card[0], card[1]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not for sm_" + card[0] + card[1]);
        }
    }
}
