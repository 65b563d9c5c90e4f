package org.dpoworkbench.engine.compute.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Held against sums in double precision; and the bits of a row against those of the same row alone.
class FewRowsProductTest {
    private static final int MOST = FewRowsProduct.MOST_ROWS;

    @ParameterizedTest
    @CsvSource({"1,1", "3,5", "16,16", "37,64", "128,65", "131,200", "300,129", "1030,257"})
    void eachRowIsTheProductToTheSameBitsAloneAndBesideOthersOnAnyThreads(int n, int k) {
        for (boolean transposed : new boolean[] {false, true}) {
            for (boolean add : new boolean[] {false, true}) {
                check(n, k, transposed, add);
            }
        }
    }

    private static void check(int n, int k, boolean transposed, boolean add) {
        try (Arena arena = Arena.ofConfined();
                WorkPool one = new WorkPool(1);
                WorkPool three = new WorkPool(3)) {
            var random = new Random(n * 1000L + k);
            MemorySegment x = normal(arena, MOST * k, random);
            MemorySegment w = normal(arena, n * k, random);
            MemorySegment before = normal(arena, MOST * n, random);
            MemorySegment alone = arena.allocate(4L * MOST * n).copyFrom(before);
            for (int r = 0; r < MOST; r++) {
                run(one, transposed, 1, n, k, x.address() + 4L * r * k, w, add, alone.address() + 4L * r * n);
            }
            for (int r = 0; r < MOST; r++) {
                for (int column = 0; column < n; column++) {
                    double sum = add ? at(before, r * n + column) : 0;
                    double size = 1;
                    for (int i = 0; i < k; i++) {
                        double product =
                                (double) at(x, r * k + i) * at(w, transposed ? column * k + i : i * n + column);
                        sum += product;
                        size += Math.abs(product);
                    }
                    assertThat((double) at(alone, r * n + column)).isCloseTo(sum, within(4e-7 * size));
                }
            }
            for (int rows : new int[] {2, 3, 4, 7, 8, 13, MOST}) {
                for (WorkPool pool : new WorkPool[] {one, three}) {
                    MemorySegment beside = arena.allocate(4L * MOST * n).copyFrom(before);
                    run(pool, transposed, rows, n, k, x.address(), w, add, beside.address());
                    assertThat(beside.asSlice(0, 4L * rows * n).mismatch(alone.asSlice(0, 4L * rows * n)))
                            .as("%s rows, %s × %s", rows, n, k)
                            .isEqualTo(-1);
                    assertThat(beside.asSlice(4L * rows * n).mismatch(before.asSlice(4L * rows * n)))
                            .as("rows behind the last")
                            .isEqualTo(-1);
                }
            }
        }
    }

    /// Of any number of rows, behind which other memory lies.
    @ParameterizedTest
    @CsvSource({"128,1", "128,64", "256,65", "300,768", "1030,272", "384,1040"})
    void routinesOfMachineCodeGiveTheSameBits(int n, int k) {
        try (Arena arena = Arena.ofShared();
                WorkPool pool = new WorkPool(2)) {
            Optional<FewRowsMachine> machine = FewRowsMachine.find(new TensorMemory(arena), 2);
            assumeTrue(machine.isPresent(), "no vectors of 512 bits, or no machine code allowed");
            var random = new Random(n + k);
            MemorySegment x = normal(arena, MOST * k, random);
            MemorySegment w = normal(arena, n * k, random);
            MemorySegment before = normal(arena, MOST * n, random);
            for (int rows = 0; rows <= MOST; rows++) {
                for (boolean transposed : new boolean[] {false, true}) {
                    for (boolean add : new boolean[] {false, true}) {
                        MemorySegment java = arena.allocate(4L * MOST * n).copyFrom(before);
                        MemorySegment code = arena.allocate(4L * MOST * n).copyFrom(before);
                        int ldw = transposed ? k : n;
                        new FewRowsProduct(pool, Optional.empty())
                                .run(transposed, rows, n, k, x.address(), k, w.address(), ldw, add, java.address(), n);
                        new FewRowsProduct(pool, machine)
                                .run(transposed, rows, n, k, x.address(), k, w.address(), ldw, add, code.address(), n);
                        assertThat(code.mismatch(java))
                                .as("%s rows, transposed %s, add %s", rows, transposed, add)
                                .isEqualTo(-1);
                    }
                }
            }
        }
    }

    private static void run(
            WorkPool pool, boolean transposed, int rows, int n, int k, long x, MemorySegment w, boolean add, long y) {
        new FewRowsProduct(pool, Optional.empty())
                .run(transposed, rows, n, k, x, k, w.address(), transposed ? k : n, add, y, n);
    }

    private static MemorySegment normal(Arena arena, int count, Random random) {
        MemorySegment values = arena.allocate(4L * count, 64);
        for (int i = 0; i < count; i++) {
            values.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) random.nextGaussian());
        }
        return values;
    }

    private static float at(MemorySegment values, int i) {
        return values.getAtIndex(ValueLayout.JAVA_FLOAT, i);
    }
}
