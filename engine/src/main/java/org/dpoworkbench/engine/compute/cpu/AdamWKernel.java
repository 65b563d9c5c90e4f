package org.dpoworkbench.engine.compute.cpu;

import org.dpoworkbench.engine.compute.AdamWStep;

/// [AdamWUpdate] of all weights.
final class AdamWKernel implements WorkPool.Work {
    private static final int BLOCK = 4096;

    private final WorkPool pool;
    private final AdamWUpdate update = new AdamWUpdate();
    private long size;
    private long w;
    private long g;
    private long m;
    private long v;

    AdamWKernel(WorkPool pool) {
        this.pool = pool;
    }

    void run(long size, long w, long g, long m, long v, AdamWStep step) {
        this.size = size;
        this.w = w;
        this.g = g;
        this.m = m;
        this.v = v;
        update.set(step);
        pool.run(this, Math.toIntExact(Math.ceilDiv(size, BLOCK)), 4);
    }

    @Override
    public void run(int from, int to, int worker) {
        long begin = (long) from * BLOCK;
        long at = begin * Float.BYTES;
        update.apply(Math.min(size, (long) to * BLOCK) - begin, w + at, g + at, m + at, v + at);
    }
}
