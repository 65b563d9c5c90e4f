package org.dpoworkbench.engine.compute.cpu;

import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.Segments;

/// The gradient of [AttentionForward]. A worker takes a whole group and key head, since every segment of the
/// group and every query head of the key head adds to the same keys' and values' gradients.
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
        for (int row = 0; row < segments.length[s]; row++) {
            long at = dqkv + (long) (segments.start[s] + row) * shape.rowWidth() * Float.BYTES;
            Lanes.clear(at, column, column + shape.headSize());
        }
    }

    private void segment(int s, int head, int keyHead, int worker) {
        KeySpan span = scratch.span(worker);
        for (int row = 0; row < segments.length[s]; row += AttentionScratch.TILE) {
            span.set(segments, s, row, shape.window());
            tile(span, head, keyHead, worker);
        }
    }

    private void tile(KeySpan span, int head, int keyHead, int worker) {
        int width = shape.rowWidth();
        int size = shape.headSize();
        long rowBytes = (long) width * Float.BYTES;
        long keyColumn = (long) (shape.keyOffset() + keyHead * size) * Float.BYTES;
        long valueColumn = (long) (shape.valueOffset() + keyHead * size) * Float.BYTES;
        long scores = scratch.scores(worker);
        long gradients = scratch.gradients(worker);
        long slopes = scratch.slopes(worker);
        long own = span.ownRow * rowBytes;
        long shared = span.sharedRow * rowBytes;
        long q = span.queryRow * rowBytes + (long) head * size * Float.BYTES;
        long o = (span.queryRow * shape.outputWidth() + (long) head * size) * Float.BYTES;
        long log = logSumExp + (head * logStride + span.queryRow) * Float.BYTES;

        product(span, qkv + q, width, qkv + shared + keyColumn, qkv + own + keyColumn, scores, shape.scale());
        if (shape.cap() > 0) {
            SoftCap.applyWithSlopes(scores, (long) span.rows * span.stride, shape.cap(), slopes);
        }
        AttentionTile.probabilities(scores, span, log);
        spread(span, scores, dOut + o, shape.outputWidth(), shared + valueColumn, own + valueColumn);
        product(span, dOut + o, shape.outputWidth(), qkv + shared + valueColumn, qkv + own + valueColumn, gradients, 1);
        AttentionTile.scoreGradient(
                gradients, scores, span, shape.scale(), dOut + o, out + o, size, shape.outputWidth());
        if (shape.cap() > 0) {
            SoftCap.multiply(gradients, (long) span.rows * span.stride, slopes);
        }
        if (span.shared > 0) {
            OpenBlas.sgemm(
                    false,
                    false,
                    span.rows,
                    size,
                    span.shared,
                    1,
                    gradients,
                    span.stride,
                    qkv + shared + keyColumn,
                    width,
                    0,
                    dqkv + q,
                    width);
        }
        OpenBlas.sgemm(
                false,
                false,
                span.rows,
                size,
                span.own,
                1,
                gradients + (long) span.shared * Float.BYTES,
                span.stride,
                qkv + own + keyColumn,
                width,
                span.shared > 0 ? 1 : 0,
                dqkv + q,
                width);
        spread(span, gradients, qkv + q, width, shared + keyColumn, own + keyColumn);
    }

    /// tile (rows, shared + own) = scale · x · [context rows | own rows]ᵀ
    private void product(KeySpan span, long x, int xStride, long shared, long own, long tile, float scale) {
        int width = shape.rowWidth();
        int size = shape.headSize();
        if (span.shared > 0) {
            OpenBlas.sgemm(
                    false, true, span.rows, span.shared, size, scale, x, xStride, shared, width, 0, tile, span.stride);
        }
        OpenBlas.sgemm(
                false,
                true,
                span.rows,
                span.own,
                size,
                scale,
                x,
                xStride,
                own,
                width,
                0,
                tile + (long) span.shared * Float.BYTES,
                span.stride);
    }

    /// Adds tileᵀ · x to the gradient columns of the context's rows and of the segment's own.
    private void spread(KeySpan span, long tile, long x, int xStride, long shared, long own) {
        int width = shape.rowWidth();
        int size = shape.headSize();
        if (span.shared > 0) {
            OpenBlas.sgemm(
                    true,
                    false,
                    span.shared,
                    size,
                    span.rows,
                    1,
                    tile,
                    span.stride,
                    x,
                    xStride,
                    1,
                    dqkv + shared,
                    width);
        }
        OpenBlas.sgemm(
                true,
                false,
                span.own,
                size,
                span.rows,
                1,
                tile + (long) span.shared * Float.BYTES,
                span.stride,
                x,
                xStride,
                1,
                dqkv + own,
                width);
    }
}
