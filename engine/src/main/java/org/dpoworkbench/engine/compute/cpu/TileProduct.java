package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.machine.TileKernels.BLOCK_BYTES;
import static org.dpoworkbench.engine.compute.cpu.machine.TileKernels.SIDE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.dpoworkbench.engine.compute.cpu.machine.TileKernels;

/// A matrix product on the tile unit, split over the pool's threads; what happens to a factor's numbers, [TileKernels]
/// tells. The factor with fewer rows or columns of the result is split into pieces first, for all threads. Then each
/// thread takes some panels of the other one, splits them into memory that stays in its inner cache, and multiplies
/// them with all of the first.
///
/// Each number of the result is summed in an order that depends on the number of summands alone.
final class TileProduct implements WorkPool.Work {
    /// Summands at a time; longer sums are made of parts of the same size.
    private static final int DEPTH = 512;

    /// Panels of the shared factor at a time.
    private static final int SHARED = 64;

    /// Most panels of the other factor that a worker takes at a time.
    private static final int OWN = 4;

    /// How many times each worker takes panels, at least, where there are as many: one of them may be slower.
    private static final int TURNS = 4;

    /// Columns of B, summands, and numbers of B below which splitting the factors costs more than the unit gives.
    private static final int LEAST_COLUMNS = 32;
    private static final int LEAST_SUMMANDS = 64;
    private static final long LEAST_NUMBERS = 1L << 15;

    /// Multiply-adds of a sum over rows below which it does so.
    private static final long LEAST_WORK = 1L << 22;

    private static final long PANEL_BYTES = (long) DEPTH / SIDE * BLOCK_BYTES;
    private static final long RESULT_BYTES = (long) SIDE * SIDE * Float.BYTES;

    private final WorkPool pool;
    private final long sharedPanels;
    private final Scratch[] scratches;

    private final TileFactor left = new TileFactor(true);
    private final TileFactor right = new TileFactor(false);
    private TileFactor shared = left;
    private TileFactor other = right;
    private float alpha;
    private boolean add;
    private long c;
    private int ldc;
    private int taken;
    private int firstShared;
    private int sharedCount;
    private boolean sharing;

    /// A worker's own.
    private record Scratch(long panels, long results, TileFactor.Squares squares) {
        static Scratch in(TensorMemory memory) {
            return new Scratch(
                    memory.allocate(OWN * PANEL_BYTES),
                    memory.allocate(OWN * RESULT_BYTES),
                    TileFactor.Squares.in(memory));
        }
    }

    TileProduct(WorkPool pool, TensorMemory memory) {
        this.pool = pool;
        sharedPanels = memory.allocate(SHARED * PANEL_BYTES);
        scratches = new Scratch[pool.threads()];
        for (int w = 0; w < scratches.length; w++) {
            scratches[w] = Scratch.in(memory);
        }
    }

    /// Whether a product with B (k, n) is large enough. The rows of the other factor do not count: a row's result is to
    /// be the same whatever rows are beside it.
    static boolean pays(int n, int k) {
        return n >= LEAST_COLUMNS && k >= LEAST_SUMMANDS && (long) n * k >= LEAST_NUMBERS;
    }

    /// Whether a product (m, n) whose sums go over k rows is large enough.
    static boolean paysOverRows(int m, int n, int k) {
        return Math.min(m, n) >= LEAST_COLUMNS && k >= LEAST_SUMMANDS && (long) m * n * k >= LEAST_WORK;
    }

    /// C (m, n) = alpha · op(A) op(B), added to C where `add`; see [OpenBlas#sgemm].
    void run(
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
            boolean add,
            long c,
            int ldc) {
        left.set(a, lda, transposeA, m);
        right.set(b, ldb, !transposeB, n);
        run(k, alpha, add, c, ldc);
    }

    /// The same with B in bfloat16, one piece a number.
    void run(boolean transposeB, int m, int n, int k, long a, int lda, long b, int ldb, boolean add, long c, int ldc) {
        left.set(a, lda, false, m);
        right.setBfloat16(b, ldb, !transposeB, n);
        run(k, 1, add, c, ldc);
    }

    private void run(int k, float alpha, boolean add, long c, int ldc) {
        int m = left.width();
        int n = right.width();
        shared = m < n ? left : right;
        other = m < n ? right : left;
        this.alpha = alpha;
        this.c = c;
        this.ldc = ldc;
        taken = Math.clamp(Math.ceilDiv(other.panels(), TURNS * pool.threads()), 1, OWN);
        int parts = Math.ceilDiv(k, DEPTH);
        int depth = Math.ceilDiv(Math.ceilDiv(k, parts), SIDE) * SIDE;
        for (int from = 0; from < k; from += depth) {
            left.take(from, Math.min(depth, k - from));
            right.take(from, Math.min(depth, k - from));
            this.add = add || from > 0;
            for (int first = 0; first < shared.panels(); first += SHARED) {
                part(first, Math.min(SHARED, shared.panels() - first));
            }
        }
    }

    private void part(int first, int count) {
        firstShared = first;
        sharedCount = count;
        sharing = true;
        pool.run(this, count, 1);
        sharing = false;
        pool.run(this, Math.ceilDiv(other.panels(), taken), 1);
    }

    @Override
    public void run(int from, int to, int worker) {
        Scratch scratch = scratches[worker];
        for (int item = from; item < to; item++) {
            if (sharing) {
                shared.split(firstShared + item, sharedPanels + item * shared.panelBytes(), scratch.squares());
            } else {
                multiply(item * taken, Math.min(taken, other.panels() - item * taken), scratch);
            }
        }
    }

    private void multiply(int firstOwn, int ownCount, Scratch scratch) {
        for (int p = 0; p < ownCount; p++) {
            other.split(firstOwn + p, scratch.panels() + p * other.panelBytes(), scratch.squares());
        }
        for (int s = 0; s < sharedCount; s++) {
            long sharedPanel = sharedPanels + s * shared.panelBytes();
            if (shared == left) {
                multiply(sharedPanel, firstShared + s, scratch.panels(), firstOwn, ownCount, scratch.results());
            } else {
                for (int p = 0; p < ownCount; p++) {
                    long ownPanel = scratch.panels() + p * other.panelBytes();
                    multiply(ownPanel, firstOwn + p, sharedPanel, firstShared + s, 1, scratch.results());
                }
            }
        }
    }

    /// One left panel with some right ones, which lie side by side.
    private void multiply(
            long leftPanel, int leftNumber, long rightPanels, int rightNumber, int rightCount, long results) {
        int row = leftNumber * SIDE;
        int column = rightNumber * SIDE;
        int rows = Math.min(SIDE, left.width() - row);
        int columns = Math.min(rightCount * SIDE, right.width() - column);
        long result = c + ((long) row * ldc + column) * Float.BYTES;
        boolean inPlace = !add && alpha == 1 && rows == SIDE && columns == rightCount * SIDE;
        long to = inPlace ? result : results;
        long rowBytes = (inPlace ? ldc : (long) rightCount * SIDE) * Float.BYTES;
        if (right.isBfloat16()) {
            TileKernels.multiplyByFirstPieces(leftPanel, rightPanels, left.blocks(), rightCount, to, rowBytes);
        } else {
            TileKernels.multiply(leftPanel, rightPanels, left.blocks(), rightCount, to, rowBytes);
        }
        if (!inPlace) {
            for (int r = 0; r < rows; r++) {
                putRow(to + r * rowBytes, result + (long) r * ldc * Float.BYTES, columns);
            }
        }
    }

    private void putRow(long from, long to, int columns) {
        int whole = Lanes.SPECIES.loopBound(columns);
        for (int i = 0; i < whole; i += Lanes.LENGTH) {
            long at = (long) i * Float.BYTES;
            FloatVector scaled = Lanes.load(from + at).mul(alpha);
            Lanes.store(add ? scaled.add(Lanes.load(to + at)) : scaled, to + at);
        }
        if (whole < columns) {
            VectorMask<Float> mask = Lanes.below(columns - whole);
            long at = (long) whole * Float.BYTES;
            FloatVector scaled = Lanes.load(from + at, mask).mul(alpha);
            Lanes.store(add ? scaled.add(Lanes.load(to + at, mask)) : scaled, to + at, mask);
        }
    }
}
