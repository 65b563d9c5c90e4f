package org.dpoworkbench.engine.compute.cpu;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which processor type's kernels OpenBLAS is told to use where its own choice is a poor one: it takes AMD processors
/// that
/// have AVX-512 for ones that have not, which costs up to half of the matrix products' speed.
final class OpenBlasCore {
    private static final String VARIABLE = "OPENBLAS_CORETYPE";
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final List<String> AVX_512 = List.of("avx512f", "avx512bw", "avx512dq", "avx512vl", "avx512cd");

    private OpenBlasCore() {}

    /// Sets the variable in this process' environment, before the library is loaded, which reads it then. A variable
    /// that
    /// the user has set is left alone.
    static void choose() {
        if (System.getenv(VARIABLE) == null) {
            better().ifPresent(OpenBlasCore::set);
        }
    }

    private static Optional<String> better() {
        if (!Files.isReadable(CPU_INFO)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            List<String> first = lines.takeWhile(line -> !line.isBlank()).toList();
            boolean amd = first.stream().anyMatch(line -> line.endsWith("AuthenticAMD"));
            boolean wide = first.stream()
                    .filter(line -> line.startsWith("flags"))
                    .anyMatch(line -> List.of(line.split(" ")).containsAll(AVX_512));
            return amd && wide ? Optional.of("SkylakeX") : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void set(String core) {
        Linker linker = Linker.nativeLinker();
        var setenv = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("setenv"),
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            int _ = (int) setenv.invokeExact(arena.allocateFrom(VARIABLE), arena.allocateFrom(core), 0);
        } catch (Throwable e) {
            throw new IllegalStateException("setenv could not be called", e);
        }
    }
}
