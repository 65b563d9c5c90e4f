package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.machine.FewRowsKernels.MOST_DOTS;
import static org.dpoworkbench.engine.compute.cpu.machine.FewRowsKernels.STRIP;

import java.util.Optional;
import java.util.stream.LongStream;
import org.dpoworkbench.engine.compute.cpu.machine.FewRowsKernels;

/// Parts of a [FewRowsProduct] by routines of machine code, with the same bits.
final class FewRowsMachine {
    private static final int LANES = 16;

    /// Rows of the matrix that all strips of sums take before the next ones.
    private static final int DEPTH = 32;

    private static final long VECTOR = LANES * Float.BYTES;

    private final TensorMemory memory;

    /// Results of a strip's groups, for each worker.
    private final long[] results;

    private long buffer;
    private long room;
    private long factors;
    private int rows;
    private int k;

    private FewRowsMachine(TensorMemory memory, int threads) {
        this.memory = memory;
        results = LongStream.generate(() -> memory.allocate(STRIP * VECTOR))
                .limit(threads)
                .toArray();
    }

    /// Empty where there are no such routines, or strips are not as wide as theirs.
    static Optional<FewRowsMachine> find(TensorMemory memory, int threads) {
        return FewRowsKernels.available() && Lanes.LENGTH == LANES
                ? Optional.of(new FewRowsMachine(memory, threads))
                : Optional.empty();
    }

    /// Whether rows of so many numbers can be given to [#takeForDots].
    static boolean dotsTake(int k) {
        return k % LANES == 0;
    }

    /// Takes the factors of the products that follow, laid out for [FewRowsKernels#sums].
    void takeForSums(int rows, int k, long x, int ldx) {
        this.rows = rows;
        this.k = k;
        if (rows == 1) {
            factors = x;
            return;
        }
        factors = buffer((long) rows * k * Float.BYTES);
        for (int row = 0; row < rows; row++) {
            long from = x + (long) row * ldx * Float.BYTES;
            long to = factors + (long) row * Float.BYTES;
            for (int i = 0; i < k; i++) {
                Lanes.set(to + (long) i * rows * Float.BYTES, Lanes.get(from + (long) i * Float.BYTES));
            }
        }
    }

    /// Takes the factors of the products that follow, laid out for [FewRowsKernels#dots].
    ///
    /// @param k as [#dotsTake] says
    void takeForDots(int rows, int k, long x, int ldx) {
        this.rows = rows;
        this.k = k;
        factors = buffer((long) rows * k * Float.BYTES);
        for (int first = 0; first < rows; first += MOST_DOTS) {
            int count = Math.min(MOST_DOTS, rows - first);
            for (int row = 0; row < count; row++) {
                long from = x + (long) (first + row) * ldx * Float.BYTES;
                long to = part(first) + row * VECTOR;
                for (int i = 0; i < k / LANES; i++) {
                    for (long at = 0; at < VECTOR; at += Lanes.BYTES) {
                        Lanes.store(Lanes.load(from + i * VECTOR + at), to + i * count * VECTOR + at);
                    }
                }
            }
        }
    }

    /// Where the factors from a row on begin.
    private long part(int first) {
        return factors + (long) first * k * Float.BYTES;
    }

    private long buffer(long bytes) {
        if (room < bytes) {
            room = Long.highestOneBit(bytes) * 2;
            buffer = memory.allocate(room);
        }
        return buffer;
    }

    /// Adds the products to strips of Y that lie side by side. All of them take some rows of the matrix before they
    /// take
    /// the next ones, so that it is read in long pieces.
    ///
    /// @param w its first row, at the first strip's first column
    void addSums(long w, int ldw, long y, int ldy, int strips) {
        long stripBytes = (long) STRIP * Float.BYTES;
        long matrixBytes = (long) ldw * Float.BYTES;
        for (int from = 0; from < k; from += DEPTH) {
            int depth = Math.min(DEPTH, k - from);
            long rest = from + depth < k ? depth * matrixBytes - (strips - 1) * stripBytes : 0;
            for (int strip = 0; strip < strips; strip++) {
                FewRowsKernels.sums(
                        rows,
                        factors + (long) from * rows * Float.BYTES,
                        w + from * matrixBytes + strip * stripBytes,
                        matrixBytes,
                        depth,
                        y + strip * stripBytes,
                        (long) ldy * Float.BYTES,
                        strip + 1 < strips ? stripBytes : rest);
            }
        }
    }

    /// Sets a strip of Y, or adds to it.
    ///
    /// @param w the first of the strip's rows
    void dots(long w, int ldw, boolean add, long y, int ldy, int worker) {
        for (int first = 0; first < rows; first += MOST_DOTS) {
            int count = Math.min(MOST_DOTS, rows - first);
            int group = FewRowsKernels.group(count);
            int groups = STRIP / group;
            FewRowsKernels.dots(count, part(first), w, (long) ldw * Float.BYTES, k / LANES, results[worker], groups);
            for (int g = 0; g < groups; g++) {
                for (int row = 0; row < count; row++) {
                    long to = y + ((long) (first + row) * ldy + g * group) * Float.BYTES;
                    put(results[worker] + g * VECTOR, count, row, group, add, to);
                }
            }
        }
    }

    private static void put(long results, int count, int row, int group, boolean add, long to) {
        for (int j = 0; j < group; j++) {
            float dot = Lanes.get(results + (long) FewRowsKernels.place(count, row, j) * Float.BYTES);
            long at = to + (long) j * Float.BYTES;
            Lanes.set(at, add ? Lanes.get(at) + dot : dot);
        }
    }
}
