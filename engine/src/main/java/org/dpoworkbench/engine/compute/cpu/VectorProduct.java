package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.machine.VectorKernels.COLUMNS;
import static org.dpoworkbench.engine.compute.cpu.machine.VectorKernels.ROWS;

/// A matrix product on vectors of 256 bits, split over the pool's threads. The right factor is laid out in panels
/// of sixteen columns, for all threads; then each thread takes some rows of the left one, which stay in its inner
/// cache, and multiplies them with the panels, one after the other, each of which stays in the innermost.
///
/// Each number of the result is summed in an order that depends on the number of summands alone, and on
/// whether the left factor is transposed: OpenBLAS' kernels for such processors add up the same row in
/// another order where other rows are beside it.
final class VectorProduct implements WorkPool.Work {
    /// Summands whose sum stays in registers; longer sums are made of parts of the same size.
    private static final int DEPTH = 512;

    /// The same where the left factor is transposed, whose numbers take more room in the innermost cache.
    private static final int TRANSPOSED_DEPTH = DEPTH / 2;

    /// Summands of a panel, a multiple of [#DEPTH].
    private static final int PANEL_DEPTH = 4 * DEPTH;

    /// Floats of all panels together.
    private static final int PANEL_FLOATS = 1 << 20;

    /// Rows of the left factor at a time.
    private static final int BLOCK = 16 * ROWS;

    /// Most panels that a block is multiplied with before the next summands: the result stays in the inner cache.
    private static final int MOST_PANELS = 24;

    /// Rows up to which laying out a right factor whose columns lie side by side costs more than it gives.
    private static final int FEW_ROWS = 48;

    /// Multiply-adds below which splitting costs more than it gives.
    private static final long WORTH_SPLITTING = 48L * 48 * 48;

    /// Parts of the work for each thread, where there are as many: one of them may be slower.
    private static final int TURNS = 4;

    /// Floats in a row of A from which on its columns are copied before.
    private static final int LONG_ROWS = 512;

    /// From summand to summand of what was copied; no power of two divides it often, so that it fills all of the
    /// cache.
    private static final long GATHERED_STEP = (BLOCK + 8L) * Float.BYTES;

    /// Panels that are laid out together, so that rows are read in longer pieces.
    private static final int PANELS_AT_ONCE = 8;

    // A worker's scratch, in floats: columns of the left factor, rows of the right one widened, and the factor of all
    // sums.
    private static final int WIDENED = (BLOCK + 8) * DEPTH;
    private static final int FACTOR = WIDENED + COLUMNS * PANEL_DEPTH;
    private static final int SCRATCH_FLOATS = FACTOR + 1;

    private final WorkPool pool;
    private final long panels;

    private final long[] scratches;

    private boolean transposeA;
    private boolean transposeB;
    private boolean bfloat16;
    private int m;
    private int n;
    private float alpha;
    private long a;
    private int lda;
    private long b;
    private int ldb;
    private boolean add;
    private long c;
    private int ldc;

    // The part that is multiplied now.
    private int from;
    private int depth;
    private int firstColumn;
    private int panelCount;
    private int panelsOfItem;
    private int shares;
    private boolean packed;
    private boolean packing;

    VectorProduct(WorkPool pool, TensorMemory memory) {
        this.pool = pool;
        panels = memory.allocate((long) PANEL_FLOATS * Float.BYTES);
        scratches = new long[pool.threads()];
        for (int w = 0; w < scratches.length; w++) {
            scratches[w] = memory.allocate((long) SCRATCH_FLOATS * Float.BYTES);
        }
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
        bfloat16 = false;
        run(transposeA, transposeB, m, n, k, a, lda, b, ldb, add, c, ldc, alpha);
    }

    /// C (m, n) = A (m, k) · op(B) (k, n) with B in bfloat16, added to C where `add`.
    void run(boolean transposeB, int m, int n, int k, long a, int lda, long b, int ldb, boolean add, long c, int ldc) {
        bfloat16 = true;
        run(false, transposeB, m, n, k, a, lda, b, ldb, add, c, ldc, 1);
    }

    private void run(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            long a,
            int lda,
            long b,
            int ldb,
            boolean add,
            long c,
            int ldc,
            float alpha) {
        this.transposeA = transposeA;
        this.transposeB = transposeB;
        this.m = m;
        this.n = n;
        this.alpha = alpha;
        this.a = a;
        this.lda = lda;
        this.b = b;
        this.ldb = ldb;
        this.c = c;
        this.ldc = ldc;
        if (k == 0 && !add) {
            for (int row = 0; row < m; row++) {
                Lanes.clear(c + (long) row * ldc * Float.BYTES, 0, n);
            }
        }
        for (from = 0; from < k; from += PANEL_DEPTH) {
            depth = Math.min(PANEL_DEPTH, k - from);
            this.add = add || from > 0;
            int columns = PANEL_FLOATS / (COLUMNS * depth) * COLUMNS;
            for (firstColumn = 0; firstColumn < n; firstColumn += columns) {
                part(Math.min(columns, n - firstColumn));
            }
        }
    }

    private void part(int columns) {
        boolean alone = (long) m * columns * depth < WORTH_SPLITTING;
        panelCount = Math.ceilDiv(columns, COLUMNS);
        packed = transposeB || bfloat16 || m > FEW_ROWS;
        if (packed) {
            packing = true;
            int items = Math.ceilDiv(panelCount, PANELS_AT_ONCE);
            pool.run(this, items, alone ? items : 1);
            packing = false;
        }
        int blocks = Math.ceilDiv(m, BLOCK);
        // Columns that are copied before are copied for each share: fewer and larger ones then.
        int turns = alone ? 1 : Math.ceilDiv((gathers() ? 1 : TURNS) * pool.threads(), blocks);
        panelsOfItem = Math.clamp(panelCount / turns, 1, gathers() ? 2 * MOST_PANELS : MOST_PANELS);
        shares = Math.ceilDiv(panelCount, panelsOfItem);
        int items = blocks * shares;
        pool.run(this, items, alone ? items : 1);
    }

    @Override
    public void run(int first, int end, int worker) {
        long scratch = scratches[worker];
        Lanes.set(scratch + (long) FACTOR * Float.BYTES, alpha);
        for (int item = first; item < end; item++) {
            if (packing) {
                int panel = item * PANELS_AT_ONCE;
                pack(panel, Math.min(panelCount, panel + PANELS_AT_ONCE), scratch);
            } else {
                int firstPanel = item % shares * panelsOfItem;
                multiply(item / shares * BLOCK, firstPanel, Math.min(panelCount, firstPanel + panelsOfItem), scratch);
            }
        }
    }

    // ---- the right factor

    private long panel(int number) {
        return panels + (long) number * depth * Panels.STEP;
    }

    private int columnsOf(int panel) {
        return Math.min(COLUMNS, n - firstColumn - panel * COLUMNS);
    }

    private void pack(int first, int end, long scratch) {
        if (transposeB) {
            for (int panel = first; panel < end; panel++) {
                packTurned(panel, scratch);
            }
            return;
        }
        int bytes = bfloat16 ? Short.BYTES : Float.BYTES;
        for (int r = 0; r < depth; r++) {
            long row = b + ((long) (from + r) * ldb + firstColumn) * bytes;
            for (int panel = first; panel < end; panel++) {
                long source = row + (long) panel * COLUMNS * bytes;
                long to = panel(panel) + r * Panels.STEP;
                if (bfloat16) {
                    Bfloat16.widen(source, to, columnsOf(panel));
                } else {
                    copy(columnsOf(panel), source, to);
                }
            }
        }
    }

    private void packTurned(int number, long scratch) {
        int columns = columnsOf(number);
        long column = (long) firstColumn + number * COLUMNS;
        if (bfloat16) {
            long widened = scratch + (long) WIDENED * Float.BYTES;
            for (int j = 0; j < columns; j++) {
                long row = b + ((column + j) * ldb + from) * Short.BYTES;
                Bfloat16.widen(row, widened + (long) j * depth * Float.BYTES, depth);
            }
            Panels.turn(widened, (long) depth * Float.BYTES, columns, depth, panel(number));
        } else {
            long rows = b + (column * ldb + from) * Float.BYTES;
            Panels.turn(rows, (long) ldb * Float.BYTES, columns, depth, panel(number));
        }
    }

    // ---- the product

    /// Whether columns of A are copied before: where its rows are long, a column's numbers push each other out of
    /// the innermost cache.
    private boolean gathers() {
        return transposeA && lda >= LONG_ROWS;
    }

    private long inA(int row, int summand) {
        return a + (transposeA ? (long) summand * lda + row : (long) row * lda + summand) * Float.BYTES;
    }

    private void multiply(int firstRow, int firstPanel, int endPanel, long scratch) {
        int rows = Math.min(BLOCK, m - firstRow);
        int most = transposeA ? TRANSPOSED_DEPTH : DEPTH;
        for (int done = 0; done < depth; done += most) {
            int summands = Math.min(most, depth - done);
            if (gathers()) {
                gatherLeft(firstRow, rows, from + done, summands, scratch);
            }
            for (int p = firstPanel; p < endPanel; p++) {
                int columns = columnsOf(p);
                int column = firstColumn + p * COLUMNS;
                long result = c + ((long) firstRow * ldc + column) * Float.BYTES;
                if (packed) {
                    long right = panel(p) + done * Panels.STEP;
                    multiply(firstRow, rows, columns, done, summands, right, Panels.STEP, result, scratch);
                } else {
                    long right = b + ((long) (from + done) * ldb + column) * Float.BYTES;
                    multiply(firstRow, rows, columns, done, summands, right, (long) ldb * Float.BYTES, result, scratch);
                }
            }
        }
    }

    /// Some rows of the left factor with one panel.
    private void multiply(
            int firstRow,
            int rows,
            int columns,
            int done,
            int summands,
            long right,
            long rightStep,
            long result,
            long scratch) {
        long left = gathers() ? scratch : inA(firstRow, from + done);
        long row = transposeA ? Float.BYTES : (long) lda * Float.BYTES;
        long step = gathers() ? GATHERED_STEP : transposeA ? (long) lda * Float.BYTES : Float.BYTES;
        Panels.multiply(
                rows,
                columns,
                add || done > 0,
                left,
                row,
                step,
                summands,
                right,
                rightStep,
                result,
                (long) ldc * Float.BYTES,
                scratch + (long) FACTOR * Float.BYTES);
    }

    /// Some columns of A, summand by summand, close to each other.
    private void gatherLeft(int firstRow, int rows, int firstSummand, int summands, long to) {
        long source = inA(firstRow, firstSummand);
        for (int r = 0; r < summands; r++) {
            copy(rows, source + (long) r * lda * Float.BYTES, to + (long) r * GATHERED_STEP);
        }
    }

    private static void copy(int floats, long from, long to) {
        int whole = Lanes.SPECIES.loopBound(floats);
        int i = 0;
        for (; i < whole; i += Lanes.LENGTH) {
            Lanes.store(Lanes.load(from + (long) i * Float.BYTES), to + (long) i * Float.BYTES);
        }
        for (; i < floats; i++) {
            Lanes.set(to + (long) i * Float.BYTES, Lanes.get(from + (long) i * Float.BYTES));
        }
    }
}
