package org.dpoworkbench.engine.compute.cpu;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// OpenBLAS' single-precision matrix product, called by foreign functions. OpenBLAS itself runs on one thread:
/// the work is split by [WorkPool], so that one pool of threads serves every operation.
final class OpenBlas {
    private static final int ROW_MAJOR = 101;
    private static final int PLAIN = 111;
    private static final int TRANSPOSED = 112;
    private static final AddressLayout C_STRING = ValueLayout.ADDRESS.withTargetLayout(
            java.lang.foreign.MemoryLayout.sequenceLayout(4096, ValueLayout.JAVA_BYTE));

    private static final OpenBlas INSTANCE = new OpenBlas();

    private static final MethodHandle SGEMM = INSTANCE.sgemm;

    private final MethodHandle sgemm;
    private final String core;

    private OpenBlas() {
        Path library = OpenBlasLibrary.extract();
        Linker linker = Linker.nativeLinker();
        SymbolLookup symbols = SymbolLookup.libraryLookup(library, Arena.global());
        sgemm = linker.downcallHandle(
                symbols.findOrThrow("cblas_sgemm"),
                FunctionDescriptor.ofVoid(
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_INT,
                        JAVA_FLOAT,
                        JAVA_LONG,
                        JAVA_INT,
                        JAVA_LONG,
                        JAVA_INT,
                        JAVA_FLOAT,
                        JAVA_LONG,
                        JAVA_INT));
        MethodHandle setThreads = linker.downcallHandle(
                symbols.findOrThrow("openblas_set_num_threads"), FunctionDescriptor.ofVoid(JAVA_INT));
        MethodHandle coreName =
                linker.downcallHandle(symbols.findOrThrow("openblas_get_corename"), FunctionDescriptor.of(C_STRING));
        try {
            setThreads.invokeExact(1);
            core = ((MemorySegment) coreName.invokeExact()).getString(0);
        } catch (Throwable e) {
            throw new IllegalStateException("OpenBLAS could not be set up", e);
        }
    }

    /// The processor type whose kernels OpenBLAS chose.
    static String core() {
        return INSTANCE.core;
    }

    /// C (m, n) = alpha · op(A) (m, k) · op(B) (k, n) + beta · C, row-major; `lda`, `ldb`, `ldc` are floats from
    /// row to row as stored.
    static void sgemm(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            float alpha,
            long a,
            int lda,
            long b,
            int ldb,
            float beta,
            long c,
            int ldc) {
        try {
            SGEMM.invokeExact(
                    ROW_MAJOR,
                    transposeA ? TRANSPOSED : PLAIN,
                    transposeB ? TRANSPOSED : PLAIN,
                    m,
                    n,
                    k,
                    alpha,
                    a,
                    lda,
                    b,
                    ldb,
                    beta,
                    c,
                    ldc);
        } catch (Throwable e) {
            throw new IllegalStateException("cblas_sgemm could not be called", e);
        }
    }
}
