package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.machine.VectorKernels.COLUMNS;
import static org.dpoworkbench.engine.compute.cpu.machine.VectorKernels.ROWS;

/// By vectors of 256 bits ([Panels]), reading everything where it is. Of the segment's own keys, each row takes those
/// that it sees and few more: nearly half of a tile on the diagonal is left out.
final class VectorAttention implements AttentionProducts {
    /// Most numbers of a head, or keys, that are summed at a time.
    private static final int DEPTH = 512;

    private static final int FACTOR = COLUMNS * DEPTH;

    /// A panel of each worker's, and the factor of its sums.
    private final long[] scratches;

    VectorAttention(TensorMemory memory, int workers) {
        scratches = new long[workers];
        for (int w = 0; w < workers; w++) {
            scratches[w] = memory.allocate((FACTOR + 1L) * Float.BYTES);
        }
    }

    private long factor(float value, int worker) {
        long at = scratches[worker] + (long) FACTOR * Float.BYTES;
        Lanes.set(at, value);
        return at;
    }

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
        long factor = factor(scale, worker);
        scores(span, 0, span.shared, x, xStride, shared, width, size, tile, factor, worker);
        // The own keys come last: what is too much of the context's last panel is written over.
        long ownTile = tile + (long) span.shared * Float.BYTES;
        for (int key = 0; key < span.own; key += COLUMNS) {
            int row = firstRow(span, key) / ROWS * ROWS;
            int keys = Math.min(COLUMNS, span.own - key);
            long rows = own + (long) key * width * Float.BYTES;
            scores(span, row, keys, x, xStride, rows, width, size, ownTile + (long) key * Float.BYTES, factor, worker);
        }
    }

    /// The first of a tile's rows that sees an own key.
    private static int firstRow(KeySpan span, int key) {
        return Math.max(0, key - (span.own - span.rows));
    }

    /// Rows from one on, by panels of keys.
    private void scores(
            KeySpan span,
            int row,
            int keys,
            long x,
            int xStride,
            long keyRows,
            int width,
            int size,
            long tile,
            long factor,
            int worker) {
        long panel = scratches[worker];
        long rowBytes = (long) width * Float.BYTES;
        long xBytes = (long) xStride * Float.BYTES;
        long tileBytes = (long) span.stride * Float.BYTES;
        for (int key = 0; key < keys; key += COLUMNS) {
            int columns = Math.min(COLUMNS, keys - key);
            long result = tile + row * tileBytes + (long) key * Float.BYTES;
            for (int from = 0; from < size; from += DEPTH) {
                int summands = Math.min(DEPTH, size - from);
                long at = (long) from * Float.BYTES;
                Panels.turn(keyRows + key * rowBytes + at, rowBytes, columns, summands, panel);
                Panels.multiply(
                        span.rows - row,
                        COLUMNS, // a tile's rows have room behind their last key
                        from > 0,
                        x + row * xBytes + at,
                        xBytes,
                        Float.BYTES,
                        summands,
                        panel,
                        Panels.STEP,
                        result,
                        tileBytes,
                        factor);
            }
        }
    }

    @Override
    public void mix(
            KeySpan span, long tile, long shared, long own, int width, int size, long out, int outStride, int worker) {
        long factor = factor(1, worker);
        mix(span, 0, span.rows, span.shared, false, tile, shared, width, size, out, outStride, factor);
        long ownTile = tile + (long) span.shared * Float.BYTES;
        for (int row = 0; row < span.rows; row += ROWS) {
            int rows = Math.min(ROWS, span.rows - row);
            int keys = span.own - span.rows + row + rows;
            mix(span, row, rows, keys, span.shared > 0, ownTile, own, width, size, out, outStride, factor);
        }
    }

    private static void mix(
            KeySpan span,
            int row,
            int rows,
            int keys,
            boolean add,
            long tile,
            long keyRows,
            int width,
            int size,
            long out,
            int outStride,
            long factor) {
        long rowBytes = (long) width * Float.BYTES;
        long tileBytes = (long) span.stride * Float.BYTES;
        long outBytes = (long) outStride * Float.BYTES;
        for (int key = 0; key < keys; key += DEPTH) {
            int summands = Math.min(DEPTH, keys - key);
            for (int column = 0; column < size; column += COLUMNS) {
                long at = (long) column * Float.BYTES;
                Panels.multiply(
                        rows,
                        Math.min(COLUMNS, size - column),
                        add || key > 0,
                        tile + row * tileBytes + (long) key * Float.BYTES,
                        tileBytes,
                        Float.BYTES,
                        summands,
                        keyRows + key * rowBytes + at,
                        rowBytes,
                        out + row * outBytes + at,
                        outBytes,
                        factor);
            }
        }
    }

    @Override
    public void spread(
            KeySpan span, long tile, long x, int xStride, long shared, long own, int width, int size, int worker) {
        long factor = factor(1, worker);
        spread(span, 0, span.shared, 0, tile, x, xStride, shared, width, size, factor);
        long ownTile = tile + (long) span.shared * Float.BYTES;
        for (int key = 0; key < span.own; key += ROWS) {
            int keys = Math.min(ROWS, span.own - key);
            spread(span, key, keys, firstRow(span, key), ownTile, x, xStride, own, width, size, factor);
        }
    }

    /// Adds to some keys' rows what the tile's rows from one on give.
    private static void spread(
            KeySpan span,
            int key,
            int keys,
            int row,
            long tile,
            long x,
            int xStride,
            long keyRows,
            int width,
            int size,
            long factor) {
        long rowBytes = (long) width * Float.BYTES;
        long tileBytes = (long) span.stride * Float.BYTES;
        long xBytes = (long) xStride * Float.BYTES;
        for (int column = 0; column < size; column += COLUMNS) {
            long at = (long) column * Float.BYTES;
            Panels.multiply(
                    keys,
                    Math.min(COLUMNS, size - column),
                    true,
                    tile + row * tileBytes + (long) key * Float.BYTES,
                    Float.BYTES,
                    tileBytes,
                    span.rows - row,
                    x + row * xBytes + at,
                    xBytes,
                    keyRows + key * rowBytes + at,
                    rowBytes,
                    factor);
        }
    }
}
