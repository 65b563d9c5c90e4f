package org.dpoworkbench.engine.compute.cpu;

import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.Segments;

/// Attention of each group of segments, tile by tile of query rows: the scores of a tile are two matrix products,
/// with the context's keys and with the segment's own.
final class AttentionForward implements WorkPool.Work {
    private final WorkPool pool;
    private final AttentionScratch scratch;
    private AttentionShape shape;
    private Segments segments;
    private long qkv;
    private long out;
    private long logSumExp;
    private long logStride;

    AttentionForward(WorkPool pool, AttentionScratch scratch) {
        this.pool = pool;
        this.scratch = scratch;
    }

    /// @param logStride rows of logSumExp from head to head
    void run(AttentionShape shape, Segments segments, long qkv, long out, long logSumExp, long logStride) {
        this.shape = shape;
        this.segments = segments;
        this.qkv = qkv;
        this.out = out;
        this.logSumExp = logSumExp;
        this.logStride = logStride;
        pool.run(this, segments.segments * shape.heads(), 1);
    }

    @Override
    public void run(int from, int to, int worker) {
        for (int item = from; item < to; item++) {
            segment(item / shape.heads(), item % shape.heads(), worker);
        }
    }

    private void segment(int s, int head, int worker) {
        KeySpan span = scratch.span(worker);
        for (int row = 0; row < segments.length[s]; row += AttentionScratch.TILE) {
            span.set(segments, s, row, shape.window());
            tile(span, head, scratch.scores(worker));
        }
    }

    private void tile(KeySpan span, int head, long scores) {
        int width = shape.rowWidth();
        int size = shape.headSize();
        long rowBytes = (long) width * Float.BYTES;
        int keyHead = head / shape.queriesPerKey();
        long keys = qkv + (long) (shape.keyOffset() + keyHead * size) * Float.BYTES;
        long values = qkv + (long) (shape.valueOffset() + keyHead * size) * Float.BYTES;
        long q = qkv + (long) head * size * Float.BYTES + span.queryRow * rowBytes;
        long ownScores = scores + (long) span.shared * Float.BYTES;
        if (span.shared > 0) {
            OpenBlas.sgemm(
                    false,
                    true,
                    span.rows,
                    span.shared,
                    size,
                    shape.scale(),
                    q,
                    width,
                    keys + span.sharedRow * rowBytes,
                    width,
                    0,
                    scores,
                    span.stride);
        }
        OpenBlas.sgemm(
                false,
                true,
                span.rows,
                span.own,
                size,
                shape.scale(),
                q,
                width,
                keys + span.ownRow * rowBytes,
                width,
                0,
                ownScores,
                span.stride);
        if (shape.cap() > 0) {
            SoftCap.apply(scores, (long) span.rows * span.stride, shape.cap());
        }
        AttentionTile.softmax(scores, span, logSumExp + (head * logStride + span.queryRow) * Float.BYTES);
        long o = out + (span.queryRow * shape.outputWidth() + (long) head * size) * Float.BYTES;
        if (span.shared > 0) {
            OpenBlas.sgemm(
                    false,
                    false,
                    span.rows,
                    size,
                    span.shared,
                    1,
                    scores,
                    span.stride,
                    values + span.sharedRow * rowBytes,
                    width,
                    0,
                    o,
                    shape.outputWidth());
        }
        OpenBlas.sgemm(
                false,
                false,
                span.rows,
                size,
                span.own,
                1,
                ownScores,
                span.stride,
                values + span.ownRow * rowBytes,
                width,
                span.shared > 0 ? 1 : 0,
                o,
                shape.outputWidth());
    }
}
