package org.dpoworkbench.engine.compute.cpu;

import java.util.Optional;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.dpoworkbench.engine.compute.cpu.machine.VectorKernels;

/// The product of few rows with a matrix, as in continuing texts token by token, where reading the matrix from memory
/// is most of the work. A general product first copies the matrix into an order that pays with many rows; here each of
/// its numbers is read once, in place, and used for all rows.
///
/// Where the processor and the system allow it, whole strips are computed by routines of machine code, to the same
/// bits.
///
/// Each number of the result is summed in one order, whatever the number of rows, threads and columns: a row's result
/// does not depend on the rows beside it.
final class FewRowsProduct implements WorkPool.Work {
    /// With more rows, arithmetic is most of the work, and the matrix library is faster.
    static final int MOST_ROWS = 16;

    /// Multiply-adds below which splitting costs more than it gives.
    private static final long WORTH_SPLITTING = 48L * 48 * 48;

    private static final int TILE_ROWS = 4;
    private static final int TILE_COLUMNS = 2 * Lanes.LENGTH;

    /// Columns of the result that a worker takes at a time.
    private static final int STRIP = 8 * Lanes.LENGTH;

    /// Rows of W in a block. Few for the compiler's sake, too: where a kernel's loop runs so long that
    /// it is compiled in the middle of a run (on-stack replacement) before the kernel is as a whole,
    /// half of the starts keep vectors on the heap from then on.
    private static final int DEPTH = 64;

    /// Whether vectors of 256 bits are used, by routines of machine code, where there is more than one row.
    private static final boolean BY_VECTORS = Lanes.LENGTH == 8 && VectorKernels.available();

    private final WorkPool pool;
    private final Optional<FewRowsMachine> machine;

    private boolean transposed;
    private int rows;
    private int n;
    private int k;
    private long x;
    private int ldx;
    private long w;
    private int ldw;
    private boolean add;
    private long y;
    private int ldy;
    private boolean byMachine;
    private boolean byVectors;

    FewRowsProduct(WorkPool pool, Optional<FewRowsMachine> machine) {
        this.pool = pool;
        this.machine = machine;
    }

    /// Y (rows, n) = X (rows, k) · op(W) (k, n), added to Y where `add`; `ldx`, `ldw`, `ldy` are floats from row to row
    /// as stored.
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
            int ldy) {
        if (rows == 0) {
            return;
        }
        this.transposed = transposed;
        this.rows = rows;
        this.n = n;
        this.k = k;
        this.x = x;
        this.ldx = ldx;
        this.w = w;
        this.ldw = ldw;
        this.add = add;
        this.y = y;
        this.ldy = ldy;
        byMachine = machine.isPresent() && n >= STRIP && (!transposed || FewRowsMachine.dotsTake(k));
        if (byMachine && transposed) {
            machine.get().takeForDots(rows, k, x, ldx);
        } else if (byMachine) {
            machine.get().takeForSums(rows, k, x, ldx);
        }
        int strips = Math.ceilDiv(n, STRIP);
        byVectors = BY_VECTORS && !transposed && rows > 1;
        boolean inPieces = byVectors || byMachine && !transposed;
        pool.run(this, strips, inPieces ? share(strips) : worthwhile());
    }

    /// Strips that are worth a thread's while.
    private int worthwhile() {
        return (int) Math.max(1, WORTH_SPLITTING / Math.max(1, (long) rows * STRIP * k));
    }

    /// Strips that a thread takes side by side: many, so that rows of W are read in long pieces; where there are enough
    /// of them, such that a thread that is kept from its work leaves some of its own to others.
    private int share(int strips) {
        int shares = strips < 4 * pool.threads() ? pool.threads() : 2 * pool.threads();
        return Math.max(worthwhile(), Math.ceilDiv(strips, shares));
    }

    @Override
    public void run(int from, int to, int worker) {
        int strip = from;
        if (byMachine) {
            strip = Math.min(to, n / STRIP);
            wholeStrips(from, strip, worker);
        }
        if (byVectors) {
            strip = Math.min(to, n / STRIP);
            sumsByVectors(from * STRIP, strip * STRIP);
        }
        for (; strip < to; strip++) {
            int first = strip * STRIP;
            int end = Math.min(n, first + STRIP);
            if (transposed) {
                dots(first, end);
            } else {
                sums(first, end);
            }
        }
    }

    private void wholeStrips(int from, int to, int worker) {
        FewRowsMachine routines = machine.orElseThrow();
        if (transposed) {
            for (int first = from * STRIP; first < to * STRIP; first += STRIP) {
                routines.dots(w + (long) first * ldw * Float.BYTES, ldw, add, inY(0, first), ldy, worker);
            }
            return;
        }
        int first = from * STRIP;
        for (int row = 0; !add && row < rows; row++) {
            Lanes.clear(inY(row, first), 0, (to - from) * STRIP);
        }
        routines.addSums(w + (long) first * Float.BYTES, ldw, inY(0, first), ldy, to - from);
    }

    private long rowOfX(int row) {
        return x + (long) row * ldx * Float.BYTES;
    }

    private long inY(int row, int column) {
        return y + ((long) row * ldy + column) * Float.BYTES;
    }

    /// W as stored (k, n): each row of it, times a number of X, is added to a row of Y. With several rows, a block of W
    /// that fits the inner caches is used for all of them before the next one is read. The first row reads it from
    /// memory, in long pieces, which is fastest; the others find it there.
    private void sums(int first, int end) {
        for (int from = 0; from < k; from += DEPTH) {
            int to = Math.min(k, from + DEPTH);
            boolean fresh = from == 0 && !add;
            if (end - first == STRIP) {
                sumsOfWholeStrip(first, from, to, fresh);
            } else {
                sumsOfLastStrip(first, end, from, to, fresh);
            }
        }
    }

    private void sumsOfWholeStrip(int first, int from, int to, boolean fresh) {
        sumsOfStrip(0, first, from, to, fresh);
        int row = 1;
        for (; row + TILE_ROWS <= rows; row += TILE_ROWS) {
            for (int column = first; column < first + STRIP; column += TILE_COLUMNS) {
                sumsOfTile(row, column, from, to, fresh);
            }
        }
        for (; row < rows; row++) {
            sumsOfStrip(row, first, from, to, fresh);
        }
    }

    /// Strips that lie side by side, to the same bits. All of them take some rows of W before they take the
    /// next ones, which are brought into the cache meanwhile, so that W is read in long pieces.
    private void sumsByVectors(int first, int end) {
        long stride = (long) ldw * Float.BYTES;
        for (int from = 0; from < k; from += DEPTH) {
            int to = Math.min(k, from + DEPTH);
            long next = to < k ? (to - from) * stride : 0;
            for (int column = first; column < end; column += VectorKernels.COLUMNS) {
                sumsByVectors(column, from, to, next);
            }
        }
    }

    private void sumsByVectors(int column, int from, int to, long next) {
        long weight = w + ((long) from * ldw + column) * Float.BYTES;
        for (int row = 0; row < rows; ) {
            int group = Math.min(VectorKernels.ROWS, rows - row);
            int groups = (rows - row) / group;
            for (int i = row; from == 0 && !add && i < row + group * groups; i++) {
                Lanes.clear(inY(i, column), 0, VectorKernels.COLUMNS);
            }
            VectorKernels.goOn(
                    group,
                    rowOfX(row) + (long) from * Float.BYTES,
                    (long) ldx * Float.BYTES,
                    to - from,
                    weight,
                    (long) ldw * Float.BYTES,
                    inY(row, column),
                    (long) ldy * Float.BYTES,
                    groups,
                    next);
            row += group * groups;
        }
    }

    private void sumsOfLastStrip(int first, int end, int from, int to, boolean fresh) {
        for (int row = 0; row < rows; row++) {
            for (int column = first; column < end; column += Lanes.LENGTH) {
                sumsOfLanes(row, column, Math.min(Lanes.LENGTH, end - column), from, to, fresh);
            }
        }
    }

    private void sumsOfStrip(int row, int column, int from, int to, boolean fresh) {
        long inRow = inY(row, column);
        FloatVector y0 = begin(inRow, fresh);
        FloatVector y1 = begin(inRow + Lanes.BYTES, fresh);
        FloatVector y2 = begin(inRow + 2 * Lanes.BYTES, fresh);
        FloatVector y3 = begin(inRow + 3 * Lanes.BYTES, fresh);
        FloatVector y4 = begin(inRow + 4 * Lanes.BYTES, fresh);
        FloatVector y5 = begin(inRow + 5 * Lanes.BYTES, fresh);
        FloatVector y6 = begin(inRow + 6 * Lanes.BYTES, fresh);
        FloatVector y7 = begin(inRow + 7 * Lanes.BYTES, fresh);
        long weight = w + ((long) from * ldw + column) * Float.BYTES;
        long x = rowOfX(row);
        long stride = (long) ldw * Float.BYTES;
        for (int i = from; i < to; i++) {
            FloatVector factor = FloatVector.broadcast(Lanes.SPECIES, Lanes.get(x + (long) i * Float.BYTES));
            y0 = factor.fma(Lanes.load(weight), y0);
            y1 = factor.fma(Lanes.load(weight + Lanes.BYTES), y1);
            y2 = factor.fma(Lanes.load(weight + 2 * Lanes.BYTES), y2);
            y3 = factor.fma(Lanes.load(weight + 3 * Lanes.BYTES), y3);
            y4 = factor.fma(Lanes.load(weight + 4 * Lanes.BYTES), y4);
            y5 = factor.fma(Lanes.load(weight + 5 * Lanes.BYTES), y5);
            y6 = factor.fma(Lanes.load(weight + 6 * Lanes.BYTES), y6);
            y7 = factor.fma(Lanes.load(weight + 7 * Lanes.BYTES), y7);
            weight += stride;
        }
        Lanes.store(y0, inRow);
        Lanes.store(y1, inRow + Lanes.BYTES);
        Lanes.store(y2, inRow + 2 * Lanes.BYTES);
        Lanes.store(y3, inRow + 3 * Lanes.BYTES);
        Lanes.store(y4, inRow + 4 * Lanes.BYTES);
        Lanes.store(y5, inRow + 5 * Lanes.BYTES);
        Lanes.store(y6, inRow + 6 * Lanes.BYTES);
        Lanes.store(y7, inRow + 7 * Lanes.BYTES);
    }

    private void sumsOfTile(int row, int column, int from, int to, boolean fresh) {
        long inA = inY(row, column);
        long inB = inY(row + 1, column);
        long inC = inY(row + 2, column);
        long inD = inY(row + 3, column);
        FloatVector a0 = begin(inA, fresh);
        FloatVector a1 = begin(inA + Lanes.BYTES, fresh);
        FloatVector b0 = begin(inB, fresh);
        FloatVector b1 = begin(inB + Lanes.BYTES, fresh);
        FloatVector c0 = begin(inC, fresh);
        FloatVector c1 = begin(inC + Lanes.BYTES, fresh);
        FloatVector d0 = begin(inD, fresh);
        FloatVector d1 = begin(inD + Lanes.BYTES, fresh);
        long weight = w + ((long) from * ldw + column) * Float.BYTES;
        long stride = (long) ldw * Float.BYTES;
        long a = rowOfX(row);
        long b = rowOfX(row + 1);
        long c = rowOfX(row + 2);
        long d = rowOfX(row + 3);
        for (int i = from; i < to; i++) {
            long at = (long) i * Float.BYTES;
            FloatVector left = Lanes.load(weight);
            FloatVector right = Lanes.load(weight + Lanes.BYTES);
            FloatVector factor = FloatVector.broadcast(Lanes.SPECIES, Lanes.get(a + at));
            a0 = factor.fma(left, a0);
            a1 = factor.fma(right, a1);
            factor = FloatVector.broadcast(Lanes.SPECIES, Lanes.get(b + at));
            b0 = factor.fma(left, b0);
            b1 = factor.fma(right, b1);
            factor = FloatVector.broadcast(Lanes.SPECIES, Lanes.get(c + at));
            c0 = factor.fma(left, c0);
            c1 = factor.fma(right, c1);
            factor = FloatVector.broadcast(Lanes.SPECIES, Lanes.get(d + at));
            d0 = factor.fma(left, d0);
            d1 = factor.fma(right, d1);
            weight += stride;
        }
        Lanes.store(a0, inA);
        Lanes.store(a1, inA + Lanes.BYTES);
        Lanes.store(b0, inB);
        Lanes.store(b1, inB + Lanes.BYTES);
        Lanes.store(c0, inC);
        Lanes.store(c1, inC + Lanes.BYTES);
        Lanes.store(d0, inD);
        Lanes.store(d1, inD + Lanes.BYTES);
    }

    /// A vector's worth of columns, or the last ones.
    private void sumsOfLanes(int row, int column, int columns, int from, int to, boolean fresh) {
        VectorMask<Float> mask = Lanes.below(columns);
        long inRow = inY(row, column);
        FloatVector sum = fresh ? FloatVector.zero(Lanes.SPECIES) : Lanes.load(inRow, mask);
        long weight = w + ((long) from * ldw + column) * Float.BYTES;
        long x = rowOfX(row);
        for (int i = from; i < to; i++) {
            FloatVector factor = FloatVector.broadcast(Lanes.SPECIES, Lanes.get(x + (long) i * Float.BYTES));
            sum = factor.fma(Lanes.load(weight, mask), sum);
            weight += (long) ldw * Float.BYTES;
        }
        Lanes.store(sum, inRow, mask);
    }

    private static FloatVector begin(long inY, boolean fresh) {
        return fresh ? FloatVector.zero(Lanes.SPECIES) : Lanes.load(inY);
    }

    /// W as stored (n, k): each number of Y is the dot product of a row of X and a row of W.
    private void dots(int first, int end) {
        int column = first;
        for (; column + 4 <= end; column += 4) {
            int row = 0;
            for (; row + TILE_ROWS <= rows; row += TILE_ROWS) {
                dotsOfTile(row, column);
                dotsOfTile(row, column + 2);
            }
            for (; row < rows; row++) {
                dotsOfRow(row, column);
            }
        }
        for (; column < end; column++) {
            for (int row = 0; row < rows; row++) {
                dot(row, column);
            }
        }
    }

    private void dotsOfRow(int row, int column) {
        FloatVector y0 = FloatVector.zero(Lanes.SPECIES);
        FloatVector y1 = y0;
        FloatVector y2 = y0;
        FloatVector y3 = y0;
        long x = rowOfX(row);
        long w0 = w + (long) column * ldw * Float.BYTES;
        long w1 = w0 + (long) ldw * Float.BYTES;
        long w2 = w1 + (long) ldw * Float.BYTES;
        long w3 = w2 + (long) ldw * Float.BYTES;
        int whole = Lanes.SPECIES.loopBound(k);
        for (int i = 0; i < whole; i += Lanes.LENGTH) {
            long at = (long) i * Float.BYTES;
            FloatVector factor = Lanes.load(x + at);
            y0 = factor.fma(Lanes.load(w0 + at), y0);
            y1 = factor.fma(Lanes.load(w1 + at), y1);
            y2 = factor.fma(Lanes.load(w2 + at), y2);
            y3 = factor.fma(Lanes.load(w3 + at), y3);
        }
        putDot(last(y0, x, w0, whole), inY(row, column));
        putDot(last(y1, x, w1, whole), inY(row, column + 1));
        putDot(last(y2, x, w2, whole), inY(row, column + 2));
        putDot(last(y3, x, w3, whole), inY(row, column + 3));
    }

    private void dotsOfTile(int row, int column) {
        FloatVector a0 = FloatVector.zero(Lanes.SPECIES);
        FloatVector a1 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector c0 = a0;
        FloatVector c1 = a0;
        FloatVector d0 = a0;
        FloatVector d1 = a0;
        long w0 = w + (long) column * ldw * Float.BYTES;
        long w1 = w0 + (long) ldw * Float.BYTES;
        long a = rowOfX(row);
        long b = rowOfX(row + 1);
        long c = rowOfX(row + 2);
        long d = rowOfX(row + 3);
        int whole = Lanes.SPECIES.loopBound(k);
        for (int i = 0; i < whole; i += Lanes.LENGTH) {
            long at = (long) i * Float.BYTES;
            FloatVector left = Lanes.load(w0 + at);
            FloatVector right = Lanes.load(w1 + at);
            FloatVector factor = Lanes.load(a + at);
            a0 = factor.fma(left, a0);
            a1 = factor.fma(right, a1);
            factor = Lanes.load(b + at);
            b0 = factor.fma(left, b0);
            b1 = factor.fma(right, b1);
            factor = Lanes.load(c + at);
            c0 = factor.fma(left, c0);
            c1 = factor.fma(right, c1);
            factor = Lanes.load(d + at);
            d0 = factor.fma(left, d0);
            d1 = factor.fma(right, d1);
        }
        putDot(last(a0, a, w0, whole), inY(row, column));
        putDot(last(a1, a, w1, whole), inY(row, column + 1));
        putDot(last(b0, b, w0, whole), inY(row + 1, column));
        putDot(last(b1, b, w1, whole), inY(row + 1, column + 1));
        putDot(last(c0, c, w0, whole), inY(row + 2, column));
        putDot(last(c1, c, w1, whole), inY(row + 2, column + 1));
        putDot(last(d0, d, w0, whole), inY(row + 3, column));
        putDot(last(d1, d, w1, whole), inY(row + 3, column + 1));
    }

    private void dot(int row, int column) {
        FloatVector sum = FloatVector.zero(Lanes.SPECIES);
        long from = rowOfX(row);
        long weight = w + (long) column * ldw * Float.BYTES;
        int whole = Lanes.SPECIES.loopBound(k);
        for (int i = 0; i < whole; i += Lanes.LENGTH) {
            long at = (long) i * Float.BYTES;
            sum = Lanes.load(from + at).fma(Lanes.load(weight + at), sum);
        }
        putDot(last(sum, from, weight, whole), inY(row, column));
    }

    /// Adds the products behind the last whole vector.
    private FloatVector last(FloatVector sum, long from, long weight, int whole) {
        if (whole == k) {
            return sum;
        }
        VectorMask<Float> mask = Lanes.below(k - whole);
        long at = (long) whole * Float.BYTES;
        return Lanes.load(from + at, mask).fma(Lanes.load(weight + at, mask), sum);
    }

    private void putDot(FloatVector sum, long to) {
        float dot = Lanes.sum(sum);
        Lanes.set(to, add ? Lanes.get(to) + dot : dot);
    }
}
