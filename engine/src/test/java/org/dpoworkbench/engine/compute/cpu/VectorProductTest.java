package org.dpoworkbench.engine.compute.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.dpoworkbench.engine.compute.Bfloat16Tensor;
import org.dpoworkbench.engine.compute.cpu.machine.VectorKernels;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Held against the sums that its routines promise, one product after the other, to the bit.
class VectorProductTest {
    /// Numbers in each row of a matrix that are not the product's.
    private static final int MARGIN = 3;

    /// Summands after which a sum is added to the result, half of them where the left factor is transposed.
    private static final int DEPTH = 512;

    @BeforeAll
    static void needsTheVectors() {
        assumeTrue(VectorKernels.available(), "this processor has no AVX2 and FMA, or no code may be made here");
    }

    private record Matrix(MemorySegment memory, int stride, boolean transposed) {
        static Matrix normal(Arena arena, int rows, int columns, boolean transposed, Random random) {
            int stride = (transposed ? rows : columns) + MARGIN;
            MemorySegment memory = arena.allocate(4L * (transposed ? columns : rows) * stride, 64);
            for (int i = 0; i < memory.byteSize() / 4; i++) {
                memory.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) random.nextGaussian());
            }
            return new Matrix(memory, stride, transposed);
        }

        float at(int row, int column) {
            return memory.getAtIndex(
                    ValueLayout.JAVA_FLOAT, transposed ? (long) column * stride + row : (long) row * stride + column);
        }

        Matrix copy(Arena arena) {
            return new Matrix(arena.allocate(memory.byteSize(), 64).copyFrom(memory), stride, transposed);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1,1,1",
        "5,7,3",
        "6,16,8",
        "7,17,9",
        "12,32,256",
        "31,33,32",
        "47,64,600",
        "49,96,70",
        "97,257,65",
        "70,300,513",
        "100,24,2100",
        "205,33,40",
        "33,2100,600",
        "600,100,300",
        "1100,70,520",
        "3,0,5",
        "0,3,5",
        "4,20,0"
    })
    void isTheSumOfItsProductsInTheirOrderOnAnyThreads(int m, int n, int k) {
        for (int bits = 0; bits < 8; bits++) {
            boolean add = (bits & 4) != 0;
            float alpha = add ? 0.37f : 1;
            try (Arena arena = Arena.ofShared();
                    WorkPool one = new WorkPool(1);
                    WorkPool three = new WorkPool(3)) {
                var random = new Random(m * 1000L + n * 100 + k);
                Matrix a = Matrix.normal(arena, m, k, (bits & 1) != 0, random);
                Matrix b = Matrix.normal(arena, k, n, (bits & 2) != 0, random);
                Matrix before = Matrix.normal(arena, m, n, false, random);
                Matrix c = before.copy(arena);
                Matrix again = before.copy(arena);
                run(new VectorProduct(one, new TensorMemory(arena)), m, n, k, alpha, a, b, add, c);
                run(new VectorProduct(three, new TensorMemory(arena)), m, n, k, alpha, a, b, add, again);
                for (int i = 0; i < m; i++) {
                    for (int j = 0; j < n + MARGIN; j++) {
                        float want = before.at(i, j);
                        if (j < n) {
                            want = sum(a, i, b, j, k, alpha, add, want);
                        }
                        assertThat(c.at(i, j)).isEqualTo(want);
                        assertThat(again.at(i, j)).isEqualTo(want);
                    }
                }
            }
        }
    }

    private static void run(
            VectorProduct product, int m, int n, int k, float alpha, Matrix a, Matrix b, boolean add, Matrix c) {
        product.run(
                a.transposed(),
                b.transposed(),
                m,
                n,
                k,
                alpha,
                a.memory().address(),
                a.stride(),
                b.memory().address(),
                b.stride(),
                add,
                c.memory().address(),
                c.stride());
    }

    private static float sum(Matrix a, int i, Matrix b, int j, int k, float alpha, boolean add, float before) {
        float result = add ? before : 0;
        int depth = a.transposed() ? DEPTH / 2 : DEPTH;
        for (int from = 0; from < k; from += depth) {
            float sum = 0;
            for (int q = from; q < Math.min(k, from + depth); q++) {
                sum = Math.fma(a.at(i, q), b.at(q, j), sum);
            }
            result = from == 0 && !add ? sum * alpha : Math.fma(sum, alpha, result);
        }
        return result;
    }

    /// Held against the product with the same numbers as float32.
    @ParameterizedTest
    @CsvSource({"5,7,3", "32,32,32", "33,31,64", "100,257,65", "70,300,513", "20,40,2100"})
    void takesBfloat16OnTheRight(int m, int n, int k) {
        for (int bits = 0; bits < 4; bits++) {
            boolean add = (bits & 2) != 0;
            try (Arena arena = Arena.ofShared();
                    WorkPool pool = new WorkPool(2)) {
                var random = new Random(m + n + k);
                Matrix a = Matrix.normal(arena, m, k, false, random);
                Matrix wide = Matrix.normal(arena, k, n, (bits & 1) != 0, random);
                MemorySegment narrow = arena.allocate(wide.memory().byteSize() / 2, 64);
                for (int i = 0; i < wide.memory().byteSize() / 4; i++) {
                    short number = Bfloat16Tensor.round(wide.memory().getAtIndex(ValueLayout.JAVA_FLOAT, i));
                    narrow.setAtIndex(ValueLayout.JAVA_SHORT, i, number);
                    wide.memory().setAtIndex(ValueLayout.JAVA_FLOAT, i, Float.intBitsToFloat(number << 16));
                }
                Matrix want = Matrix.normal(arena, m, n, false, random);
                Matrix c = want.copy(arena);
                VectorProduct product = new VectorProduct(pool, new TensorMemory(arena));
                run(product, m, n, k, 1, a, wide, add, want);
                product.run(
                        wide.transposed(),
                        m,
                        n,
                        k,
                        a.memory().address(),
                        a.stride(),
                        narrow.address(),
                        wide.stride(),
                        add,
                        c.memory().address(),
                        c.stride());
                assertThat(c.memory().mismatch(want.memory())).isEqualTo(-1);
            }
        }
    }
}
