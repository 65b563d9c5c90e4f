package org.dpoworkbench.engine.compute.cpu;

import org.dpoworkbench.engine.compute.Nf4Tensor;

/// A matrix product whose right side is NF4: some of its rows at a time are widened, and multiplied as float32.
final class Nf4Product {
    /// Numbers that are widened at a time, about; they stay in the cache until they are multiplied.
    private static final long PART = 1 << 20;

    /// Rows that are widened at a time are a multiple of so many: with fewer summands, products are slow.
    private static final int ROWS = 64;

    private final TensorMemory memory;
    private final Nf4Widening widening;
    private final Floats floats;
    private long part;
    private long partNumbers;

    /// @param floats multiplies what was widened
    Nf4Product(WorkPool pool, TensorMemory memory, Floats floats) {
        this.memory = memory;
        widening = new Nf4Widening(pool);
        this.floats = floats;
    }

    /// A product of float32.
    @FunctionalInterface
    interface Floats {
        /// Y (rows, n) = X (rows, k) · op(W) (k, n), added to Y where `add`; `ldx`, `ldw`, `ldy` are floats from row to
        /// row as stored.
        void run(
                boolean transposed,
                int rows,
                int n,
                int k,
                long x,
                int ldx,
                long w,
                int ldw,
                boolean add,
                long y,
                int ldy);
    }

    /// Y (rows, n) = X (rows, k) · op(W) (k, n), added to Y where `add`; `ldx` and `ldy` are floats from row to row.
    void run(boolean transposed, int rows, int n, int k, long x, int ldx, Nf4Tensor w, boolean add, long y, int ldy) {
        int columns = w.columns();
        int atOnce = (int) Math.max(ROWS, PART / Math.max(1, columns) / ROWS * ROWS);
        reserve(Math.min(atOnce, w.rows()) * columns);
        for (int from = 0; from < w.rows(); from += atOnce) {
            int count = (int) Math.min(atOnce, w.rows() - from);
            widening.run(w, from, count, part);
            long skipped = (long) from * Float.BYTES;
            if (transposed) {
                floats.run(true, rows, count, k, x, ldx, part, columns, add, y + skipped, ldy);
            } else {
                floats.run(false, rows, n, count, x + skipped, ldx, part, columns, add || from > 0, y, ldy);
            }
        }
    }

    /// Makes room for so many numbers; after the first step there is room enough.
    private void reserve(long numbers) {
        if (numbers > partNumbers) {
            partNumbers = Math.max(PART, numbers);
            part = memory.allocate(partNumbers * Float.BYTES);
        }
    }
}
