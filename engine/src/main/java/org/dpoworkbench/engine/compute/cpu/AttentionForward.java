package org.dpoworkbench.engine.compute.cpu;

import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.Segments;

/// Attention of each group of segments, tile by tile of query rows: the scores of a tile are two matrix products,
/// with the context's keys and with the segment's own.
final class AttentionForward implements WorkPool.Work {
    private final WorkPool pool;
    private final AttentionScratch scratch;
    private final AttentionProducts products;
    private AttentionShape shape;
    private Segments segments;
    private long qkv;
    private long out;
    private long logSumExp;
    private long logStride;

    AttentionForward(WorkPool pool, AttentionScratch scratch, AttentionProducts products) {
        this.pool = pool;
        this.scratch = scratch;
        this.products = products;
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
            tile(span, head, worker);
        }
    }

    private void tile(KeySpan span, int head, int worker) {
        long scores = scratch.scores(worker);
        int width = shape.rowWidth();
        int size = shape.headSize();
        long rowBytes = (long) width * Float.BYTES;
        int keyHead = head / shape.queriesPerKey();
        long keys = qkv + (long) (shape.keyOffset() + keyHead * size) * Float.BYTES;
        long values = qkv + (long) (shape.valueOffset() + keyHead * size) * Float.BYTES;
        long q = qkv + (long) head * size * Float.BYTES + span.queryRow * rowBytes;
        products.scores(
                span,
                q,
                width,
                keys + span.sharedRow * rowBytes,
                keys + span.ownRow * rowBytes,
                width,
                size,
                shape.scale(),
                scores,
                worker);
        if (shape.cap() > 0) {
            SoftCap.apply(scores, (long) span.rows * span.stride, shape.cap());
        }
        AttentionTile.softmax(scores, span, logSumExp + (head * logStride + span.queryRow) * Float.BYTES);
        long o = out + (span.queryRow * shape.outputWidth() + (long) head * size) * Float.BYTES;
        products.mix(
                span,
                scores,
                values + span.sharedRow * rowBytes,
                values + span.ownRow * rowBytes,
                width,
                size,
                o,
                shape.outputWidth(),
                worker);
    }
}
