package org.dpoworkbench.engine.compute.cpu;

import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.Segments;

/// Attention of each group of segments, tile by tile of query rows: the scores of a tile are two matrix products, with
/// the
/// context's keys and with the segment's own.
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
        int width = shape.rowWidth();
        int size = shape.headSize();
        long rowBytes = (long) width * Float.BYTES;
        long scores = scratch.scores(worker);
        int keyHead = head / shape.queriesPerKey();
        long queries = qkv + (long) head * size * Float.BYTES;
        long keys = qkv + (long) (shape.keyOffset() + keyHead * size) * Float.BYTES;
        long values = qkv + (long) (shape.valueOffset() + keyHead * size) * Float.BYTES;
        long start = segments.start[s];
        int context = segments.contextLength[s];
        long contextStart = segments.contextStart[s];
        for (int row = 0; row < segments.length[s]; row += AttentionScratch.TILE) {
            int rows = Math.min(AttentionScratch.TILE, segments.length[s] - row);
            int own = row + rows;
            int total = context + own;
            long q = queries + (start + row) * rowBytes;
            if (context > 0) {
                OpenBlas.sgemm(
                        false,
                        true,
                        rows,
                        context,
                        size,
                        shape.scale(),
                        q,
                        width,
                        keys + contextStart * rowBytes,
                        width,
                        0,
                        scores,
                        total);
            }
            OpenBlas.sgemm(
                    false,
                    true,
                    rows,
                    own,
                    size,
                    shape.scale(),
                    q,
                    width,
                    keys + start * rowBytes,
                    width,
                    0,
                    scores + (long) context * Float.BYTES,
                    total);
            AttentionTile.softmax(
                    scores, rows, context + row + 1, total, logSumExp + (head * logStride + start + row) * Float.BYTES);
            long o = out + ((start + row) * shape.outputWidth() + (long) head * size) * Float.BYTES;
            if (context > 0) {
                OpenBlas.sgemm(
                        false,
                        false,
                        rows,
                        size,
                        context,
                        1,
                        scores,
                        total,
                        values + contextStart * rowBytes,
                        width,
                        0,
                        o,
                        shape.outputWidth());
            }
            OpenBlas.sgemm(
                    false,
                    false,
                    rows,
                    size,
                    own,
                    1,
                    scores + (long) context * Float.BYTES,
                    total,
                    values + start * rowBytes,
                    width,
                    context > 0 ? 1 : 0,
                    o,
                    shape.outputWidth());
        }
    }
}
