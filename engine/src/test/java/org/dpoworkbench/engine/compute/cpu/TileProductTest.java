package org.dpoworkbench.engine.compute.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.dpoworkbench.engine.compute.Bfloat16Tensor;
import org.dpoworkbench.engine.compute.cpu.machine.TileKernels;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Held against sums in double precision, and against OpenBLAS' error.
class TileProductTest {
    /// Numbers in each row of a matrix that are not the product's.
    private static final int MARGIN = 3;

    @BeforeAll
    static void needsTheUnit() {
        assumeTrue(TileKernels.available(), "this processor has no tile unit (AMX)");
    }

    @ParameterizedTest
    @CsvSource({
        "1,1,1",
        "5,7,3",
        "31,33,32",
        "32,32,32",
        "33,31,64",
        "64,96,70",
        "100,257,65",
        "70,300,513",
        "65,40,1030",
        "2050,33,40",
        "33,2100,40"
    })
    void isTheProductAsCloseAsOpenBlasOnAnyThreads(int m, int n, int k) {
        for (int bits = 0; bits < 8; bits++) {
            check(m, n, k, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0);
        }
    }

    private static void check(int m, int n, int k, boolean transposeA, boolean transposeB, boolean add) {
        float alpha = add ? 0.5f : 1;
        try (Arena arena = Arena.ofShared();
                WorkPool one = new WorkPool(1);
                WorkPool three = new WorkPool(3)) {
            var random = new Random(m * 1000L + n * 100 + k);
            int lda = (transposeA ? m : k) + MARGIN;
            int ldb = (transposeB ? k : n) + MARGIN;
            int ldc = n + MARGIN;
            MemorySegment a = normal(arena, (transposeA ? k : m) * lda, random);
            MemorySegment b = normal(arena, (transposeB ? n : k) * ldb, random);
            MemorySegment before = normal(arena, m * ldc, random);
            MemorySegment c = arena.allocate(before.byteSize(), 64).copyFrom(before);
            MemorySegment again = arena.allocate(before.byteSize(), 64).copyFrom(before);
            MemorySegment blas = arena.allocate(before.byteSize(), 64).copyFrom(before);
            new TileProduct(one, new TensorMemory(arena))
                    .run(
                            transposeA,
                            transposeB,
                            m,
                            n,
                            k,
                            alpha,
                            a.address(),
                            lda,
                            b.address(),
                            ldb,
                            add,
                            c.address(),
                            ldc);
            new TileProduct(three, new TensorMemory(arena))
                    .run(
                            transposeA,
                            transposeB,
                            m,
                            n,
                            k,
                            alpha,
                            a.address(),
                            lda,
                            b.address(),
                            ldb,
                            add,
                            again.address(),
                            ldc);
            OpenBlas.sgemm(
                    transposeA,
                    transposeB,
                    m,
                    n,
                    k,
                    alpha,
                    a.address(),
                    lda,
                    b.address(),
                    ldb,
                    add ? 1 : 0,
                    blas.address(),
                    ldc);
            assertThat(again.mismatch(c)).isEqualTo(-1);
            double worst = 0;
            double error = 0;
            double blasError = 0;
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = 0;
                    double squares = 0;
                    for (int q = 0; q < k; q++) {
                        double product = (double) at(a, transposeA ? q * lda + i : i * lda + q)
                                * at(b, transposeB ? j * ldb + q : q * ldb + j);
                        sum += product;
                        squares += product * product;
                    }
                    double expected = alpha * sum + (add ? at(before, i * ldc + j) : 0);
                    double off = at(c, i * ldc + j) - expected;
                    double size = Math.sqrt(squares) + Math.abs(expected);
                    worst = Math.max(worst, Math.abs(off) / size);
                    error += off * off;
                    blasError += Math.pow(at(blas, i * ldc + j) - expected, 2);
                }
                for (int j = n; j < ldc; j++) {
                    assertThat(at(c, i * ldc + j)).isEqualTo(at(before, i * ldc + j));
                }
            }
            assertThat(Math.sqrt(error)).isLessThan(1.2 * Math.sqrt(blasError) + 1e-12);
            assertThat(worst).isLessThan(2e-6);
        }
    }

    /// Held against the product with the same numbers as float32, whose further pieces are 0.
    @ParameterizedTest
    @CsvSource({"5,7,3", "32,32,32", "33,31,64", "100,257,65", "70,300,513"})
    void takesBfloat16OnTheRight(int m, int n, int k) {
        for (boolean transposeB : new boolean[] {false, true}) {
            for (boolean add : new boolean[] {false, true}) {
                try (Arena arena = Arena.ofShared();
                        WorkPool pool = new WorkPool(2)) {
                    var random = new Random(m + n + k);
                    MemorySegment a = normal(arena, m * k, random);
                    MemorySegment wide = normal(arena, n * k, random);
                    MemorySegment narrow = arena.allocate(2L * n * k, 64);
                    for (int i = 0; i < n * k; i++) {
                        short number = Bfloat16Tensor.round(at(wide, i));
                        narrow.setAtIndex(ValueLayout.JAVA_SHORT, i, number);
                        wide.setAtIndex(ValueLayout.JAVA_FLOAT, i, Bfloat16Tensor.widen(number));
                    }
                    MemorySegment expected = normal(arena, m * n, random);
                    MemorySegment c = arena.allocate(expected.byteSize(), 64).copyFrom(expected);
                    TileProduct product = new TileProduct(pool, new TensorMemory(arena));
                    int ldb = transposeB ? k : n;
                    product.run(
                            false,
                            transposeB,
                            m,
                            n,
                            k,
                            1,
                            a.address(),
                            k,
                            wide.address(),
                            ldb,
                            add,
                            expected.address(),
                            n);
                    product.run(transposeB, m, n, k, a.address(), k, narrow.address(), ldb, add, c.address(), n);
                    for (int i = 0; i < m * n; i++) {
                        assertThat(at(c, i)).isCloseTo(at(expected, i), within((float) (1e-6 * Math.sqrt(k))));
                    }
                }
            }
        }
    }

    /// A number that is none, the one that rounding up would turn into another, and infinity; each in one factor.
    @ParameterizedTest
    @CsvSource({"7fc00000", "7fffffff", "ffffffff", "7f800001", "7f800000", "ff800000"})
    void whatIsNoFiniteNumberMakesItsRowAndItsColumnNoneAndNothingElse(String bits) {
        float odd = Float.intBitsToFloat(Integer.parseUnsignedInt(bits, 16));
        int size = 40;
        try (Arena arena = Arena.ofShared()) {
            MemorySegment a = normal(arena, size * size, new Random(1));
            MemorySegment b = normal(arena, size * size, new Random(2));
            a.setAtIndex(ValueLayout.JAVA_FLOAT, 3 * size + 5, odd);
            b.setAtIndex(ValueLayout.JAVA_FLOAT, 7 * size + 11, odd);
            MemorySegment c = product(arena, size, a, b);
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    assertThat(Float.isFinite(at(c, i * size + j))).isEqualTo(i != 3 && j != 11);
                }
            }
        }
    }

    /// From numbers of 10⁻³², whose last pieces are still normal, to the largest ones.
    @ParameterizedTest
    @CsvSource({"1e-30,1e20", "1e30,1e-30", "1e19,1e18", "3e38,1e-32", "1e-32,1e32"})
    void keepsTheRangeOfFloats(float left, float right) {
        int size = 32;
        try (Arena arena = Arena.ofShared()) {
            MemorySegment a = arena.allocate(4L * size * size, 64);
            MemorySegment b = arena.allocate(4L * size * size, 64);
            for (int i = 0; i < size; i++) {
                a.setAtIndex(ValueLayout.JAVA_FLOAT, i * size + i, left);
                b.setAtIndex(ValueLayout.JAVA_FLOAT, i * size + i, right);
            }
            MemorySegment c = product(arena, size, a, b);
            double product = (double) left * right;
            for (int i = 0; i < size; i++) {
                assertThat((double) at(c, i * size + i)).isCloseTo(product, within(1.2e-7 * product));
            }
        }
    }

    /// Of squares, on one thread.
    private static MemorySegment product(Arena arena, int size, MemorySegment a, MemorySegment b) {
        MemorySegment c = arena.allocate(a.byteSize(), 64);
        try (WorkPool pool = new WorkPool(1)) {
            new TileProduct(pool, new TensorMemory(arena))
                    .run(
                            false,
                            false,
                            size,
                            size,
                            size,
                            1,
                            a.address(),
                            size,
                            b.address(),
                            size,
                            false,
                            c.address(),
                            size);
        }
        return c;
    }

    private static MemorySegment normal(Arena arena, int size, Random random) {
        MemorySegment memory = arena.allocate(4L * size, 64);
        for (int i = 0; i < size; i++) {
            memory.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) random.nextGaussian());
        }
        return memory;
    }

    private static float at(MemorySegment memory, int index) {
        return memory.getAtIndex(ValueLayout.JAVA_FLOAT, index);
    }
}
