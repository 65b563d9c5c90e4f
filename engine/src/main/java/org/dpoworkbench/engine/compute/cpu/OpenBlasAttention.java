package org.dpoworkbench.engine.compute.cpu;

/// By OpenBLAS, with all keys for every row.
final class OpenBlasAttention implements AttentionProducts {
    @Override
    public void scores(
            KeySpan span,
            long x,
            int xStride,
            long shared,
            long own,
            int width,
            int size,
            float scale,
            long tile,
            int worker) {
        if (span.shared > 0) {
            OpenBlas.sgemm(
                    false, true, span.rows, span.shared, size, scale, x, xStride, shared, width, 0, tile, span.stride);
        }
        long ownTile = tile + (long) span.shared * Float.BYTES;
        OpenBlas.sgemm(false, true, span.rows, span.own, size, scale, x, xStride, own, width, 0, ownTile, span.stride);
    }

    @Override
    public void mix(
            KeySpan span, long tile, long shared, long own, int width, int size, long out, int outStride, int worker) {
        if (span.shared > 0) {
            OpenBlas.sgemm(
                    false, false, span.rows, size, span.shared, 1, tile, span.stride, shared, width, 0, out, outStride);
        }
        OpenBlas.sgemm(
                false,
                false,
                span.rows,
                size,
                span.own,
                1,
                tile + (long) span.shared * Float.BYTES,
                span.stride,
                own,
                width,
                span.shared > 0 ? 1 : 0,
                out,
                outStride);
    }

    @Override
    public void spread(
            KeySpan span, long tile, long x, int xStride, long shared, long own, int width, int size, int worker) {
        if (span.shared > 0) {
            OpenBlas.sgemm(
                    true, false, span.shared, size, span.rows, 1, tile, span.stride, x, xStride, 1, shared, width);
        }
        long ownTile = tile + (long) span.shared * Float.BYTES;
        OpenBlas.sgemm(true, false, span.own, size, span.rows, 1, ownTile, span.stride, x, xStride, 1, own, width);
    }
}
