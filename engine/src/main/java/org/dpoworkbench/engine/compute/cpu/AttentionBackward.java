package org.dpoworkbench.engine.compute.cpu;

import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.Segments;

/// The gradient of [AttentionForward]. A worker takes a whole group and key head, since every segment of the
/// group and every query head of the key head adds to the same keys' and values' gradients.
final class AttentionBackward implements WorkPool.Work {
    private final WorkPool pool;
    private final AttentionScratch scratch;
    private final AttentionProducts products;
    private AttentionShape shape;
    private Segments segments;
    private long qkv;
    private long out;
    private long logSumExp;
    private long logStride;
    private long dOut;
    private long dqkv;

    AttentionBackward(WorkPool pool, AttentionScratch scratch, AttentionProducts products) {
        this.pool = pool;
        this.scratch = scratch;
        this.products = products;
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

        products.scores(
                span,
                qkv + q,
                width,
                qkv + shared + keyColumn,
                qkv + own + keyColumn,
                width,
                size,
                shape.scale(),
                scores,
                worker);
        if (shape.cap() > 0) {
            SoftCap.applyWithSlopes(scores, (long) span.rows * span.stride, shape.cap(), slopes);
        }
        AttentionTile.probabilities(scores, span, log);
        products.spread(
                span,
                scores,
                dOut + o,
                shape.outputWidth(),
                dqkv + shared + valueColumn,
                dqkv + own + valueColumn,
                width,
                size,
                worker);
        products.scores(
                span,
                dOut + o,
                shape.outputWidth(),
                qkv + shared + valueColumn,
                qkv + own + valueColumn,
                width,
                size,
                1,
                gradients,
                worker);
        AttentionTile.scoreGradient(
                gradients, scores, span, shape.scale(), dOut + o, out + o, size, shape.outputWidth());
        if (shape.cap() > 0) {
            SoftCap.multiply(gradients, (long) span.rows * span.stride, slopes);
            AttentionTile.clearUnseen(gradients, span);
        }
        products.mix(
                span, gradients, qkv + shared + keyColumn, qkv + own + keyColumn, width, size, dqkv + q, width, worker);
        products.spread(
                span,
                gradients,
                qkv + q,
                width,
                dqkv + shared + keyColumn,
                dqkv + own + keyColumn,
                width,
                size,
                worker);
    }
}
