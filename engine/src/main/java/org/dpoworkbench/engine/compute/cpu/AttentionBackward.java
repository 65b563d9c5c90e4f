package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.Segments;

/// The gradient of [AttentionForward]. A worker takes a whole group and key head, since every segment of the group and
/// every
/// query head of the key head adds to the same keys' and values' gradients.
final class AttentionBackward implements WorkPool.Work {
    private final WorkPool pool;
    private final AttentionScratch scratch;
    private AttentionShape shape;
    private Segments segments;
    private long qkv;
    private long out;
    private long logSumExp;
    private long logStride;
    private long dOut;
    private long dqkv;

    AttentionBackward(WorkPool pool, AttentionScratch scratch) {
        this.pool = pool;
        this.scratch = scratch;
    }

    void run(
            AttentionShape shape,
            Segments segments,
            long qkv,
            long out,
            long logSumExp,
            long logStride,
            long dOut,
            long dqkv) {
        this.shape = shape;
        this.segments = segments;
        this.qkv = qkv;
        this.out = out;
        this.logSumExp = logSumExp;
        this.logStride = logStride;
        this.dOut = dOut;
        this.dqkv = dqkv;
        pool.run(this, segments.groups * shape.keyValueHeads(), 1);
    }

    @Override
    public void run(int from, int to, int worker) {
        for (int item = from; item < to; item++) {
            int group = item / shape.keyValueHeads();
            int keyHead = item % shape.keyValueHeads();
            int first = segments.groupStart[group];
            int end = segments.groupStart[group + 1];
            for (int s = first; s < end; s++) {
                clear(s, shape.keyOffset() + keyHead * shape.headSize());
                clear(s, shape.valueOffset() + keyHead * shape.headSize());
            }
            for (int s = first; s < end; s++) {
                for (int h = 0; h < shape.queriesPerKey(); h++) {
                    segment(s, keyHead * shape.queriesPerKey() + h, keyHead, worker);
                }
            }
        }
    }

    private void clear(int s, int column) {
        FloatVector zero = FloatVector.zero(Lanes.SPECIES);
        for (int row = 0; row < segments.length[s]; row++) {
            long at = dqkv + ((long) (segments.start[s] + row) * shape.rowWidth() + column) * Float.BYTES;
            for (int c = 0; c < shape.headSize(); c += LENGTH) {
                Lanes.store(zero, at + (long) c * Float.BYTES, Lanes.below(shape.headSize() - c));
            }
        }
    }

    private void segment(int s, int head, int keyHead, int worker) {
        int width = shape.rowWidth();
        int size = shape.headSize();
        long queryColumn = (long) head * size * Float.BYTES;
        long keyColumn = (long) (shape.keyOffset() + keyHead * size) * Float.BYTES;
        long valueColumn = (long) (shape.valueOffset() + keyHead * size) * Float.BYTES;
        long scores = scratch.scores(worker);
        long gradients = scratch.gradients(worker);
        int context = segments.contextLength[s];
        long own = segments.start[s] * (long) width * Float.BYTES;
        long shared = segments.contextStart[s] * (long) width * Float.BYTES;
        for (int row = 0; row < segments.length[s]; row += AttentionScratch.TILE) {
            int rows = Math.min(AttentionScratch.TILE, segments.length[s] - row);
            int seen = row + rows;
            int total = context + seen;
            long ownCells = (long) context * Float.BYTES;
            long firstRow = segments.start[s] + row;
            long q = firstRow * width * Float.BYTES + queryColumn;
            long o = (firstRow * shape.outputWidth() + (long) head * size) * Float.BYTES;
            long log = logSumExp + (head * logStride + firstRow) * Float.BYTES;

            product(
                    rows,
                    context,
                    seen,
                    qkv + q,
                    width,
                    qkv + shared + keyColumn,
                    qkv + own + keyColumn,
                    scores,
                    total,
                    shape.scale());
            AttentionTile.probabilities(scores, rows, context + row + 1, total, log);
            spread(
                    rows,
                    context,
                    seen,
                    scores,
                    total,
                    dOut + o,
                    shape.outputWidth(),
                    shared + valueColumn,
                    own + valueColumn);
            product(
                    rows,
                    context,
                    seen,
                    dOut + o,
                    shape.outputWidth(),
                    qkv + shared + valueColumn,
                    qkv + own + valueColumn,
                    gradients,
                    total,
                    1);
            AttentionTile.scoreGradient(
                    gradients,
                    scores,
                    rows,
                    context + row + 1,
                    total,
                    shape.scale(),
                    dOut + o,
                    out + o,
                    size,
                    shape.outputWidth());
            if (context > 0) {
                OpenBlas.sgemm(
                        false,
                        false,
                        rows,
                        size,
                        context,
                        1,
                        gradients,
                        total,
                        qkv + shared + keyColumn,
                        width,
                        0,
                        dqkv + q,
                        width);
            }
            OpenBlas.sgemm(
                    false,
                    false,
                    rows,
                    size,
                    seen,
                    1,
                    gradients + ownCells,
                    total,
                    qkv + own + keyColumn,
                    width,
                    context > 0 ? 1 : 0,
                    dqkv + q,
                    width);
            spread(rows, context, seen, gradients, total, qkv + q, width, shared + keyColumn, own + keyColumn);
        }
    }

    /// tile (rows, context + seen) = scale · x · [context rows | own rows]ᵀ
    private void product(
            int rows,
            int context,
            int seen,
            long x,
            int xStride,
            long shared,
            long own,
            long tile,
            int total,
            float scale) {
        int width = shape.rowWidth();
        int size = shape.headSize();
        if (context > 0) {
            OpenBlas.sgemm(false, true, rows, context, size, scale, x, xStride, shared, width, 0, tile, total);
        }
        OpenBlas.sgemm(
                false,
                true,
                rows,
                seen,
                size,
                scale,
                x,
                xStride,
                own,
                width,
                0,
                tile + (long) context * Float.BYTES,
                total);
    }

    /// Adds tileᵀ · x to the gradient columns of the context's rows and of the segment's own.
    private void spread(
            int rows, int context, int seen, long tile, int total, long x, int xStride, long shared, long own) {
        int width = shape.rowWidth();
        int size = shape.headSize();
        if (context > 0) {
            OpenBlas.sgemm(true, false, context, size, rows, 1, tile, total, x, xStride, 1, dqkv + shared, width);
        }
        OpenBlas.sgemm(
                true,
                false,
                seen,
                size,
                rows,
                1,
                tile + (long) context * Float.BYTES,
                total,
                x,
                xStride,
                1,
                dqkv + own,
                width);
    }
}
