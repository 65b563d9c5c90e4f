package org.dpoworkbench.engine.compute.cpu;

import java.lang.foreign.MemorySegment;

/// Copies the keys and values of rows into their places in a cache.
final class Remember implements WorkPool.Work {
    private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private final WorkPool pool;
    private long index;
    private long source;
    private long sourceStride;
    private long target;
    private long bytes;

    Remember(WorkPool pool) {
        this.pool = pool;
    }

    /// @param source       first row's keys
    /// @param sourceStride bytes from row to row
    /// @param bytes        of a row's keys and values
    void run(int rows, long index, long source, long sourceStride, long target, long bytes) {
        this.index = index;
        this.source = source;
        this.sourceStride = sourceStride;
        this.target = target;
        this.bytes = bytes;
        pool.run(this, rows, Grain.rows((int) (bytes / Float.BYTES)));
    }

    @Override
    public void run(int from, int to, int worker) {
        for (int r = from; r < to; r++) {
            long place = Lanes.getInt(index + (long) r * Integer.BYTES);
            MemorySegment.copy(MEMORY, source + r * sourceStride, MEMORY, target + place * bytes, bytes);
        }
    }
}
