package org.dpoworkbench.engine.compute.cpu;

import org.dpoworkbench.engine.compute.Segments;
import org.dpoworkbench.engine.compute.cpu.machine.VectorKernels;

/// The keys that a tile of query rows sees: the end of the segment's context, then the beginning of the segment,
/// without what lies before the first row's window. Keys are counted by position, so the window reaches from a
/// completion back into its prompt wherever that lies.
///
/// Made once a worker and set for each tile.
final class KeySpan {
    /// Query rows.
    int rows;
    /// The first query's row in the micro-batch.
    long queryRow;
    /// Row of the first key in the context.
    long sharedRow;
    /// Keys in the context.
    int shared;
    /// Row of the first key in the segment itself.
    long ownRow;
    /// Keys in the segment itself.
    int own;
    /// Keys in all.
    int total;
    /// Floats from a query's row to the next one's in a tile over these keys: room for whole vectors, and one more, and
    /// for whole panels of keys, so that work on a row's visible keys may begin anywhere and end behind them.
    int stride;
    /// Keys of the span up to the first query's own.
    int seen;
    /// Query rows after the first until the span's first key is out of sight.
    int slack;

    static int strideOf(int keys) {
        int unit = Math.max(Lanes.LENGTH, VectorKernels.COLUMNS);
        return (Math.ceilDiv(keys, unit) + 1) * unit;
    }

    /// @param row    the tile's first row in the segment
    /// @param window positions that a query sees at most
    void set(Segments segments, int segment, int row, int window) {
        int context = segments.contextLength[segment];
        int position = context + row;
        int first = Math.max(0, position - window + 1);
        int firstShared = Math.min(first, context);
        int firstOwn = Math.max(0, first - context);
        rows = Math.min(AttentionScratch.TILE, segments.length[segment] - row);
        queryRow = (long) segments.start[segment] + row;
        sharedRow = (long) segments.contextStart[segment] + firstShared;
        shared = context - firstShared;
        ownRow = (long) segments.start[segment] + firstOwn;
        own = row + rows - firstOwn;
        total = shared + own;
        stride = strideOf(total);
        seen = position + 1 - first;
        slack = Math.max(0, window - 1 - position);
    }
}
