package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

/// x = factor · x
final class Scale implements WorkPool.Work {
    private static final int BLOCK = 16_384;

    private final WorkPool pool;
    private long size;
    private float factor;
    private long x;

    Scale(WorkPool pool) {
        this.pool = pool;
    }

    void run(long size, float factor, long x) {
        this.size = size;
        this.factor = factor;
        this.x = x;
        pool.run(this, Math.toIntExact(Math.ceilDiv(size, BLOCK)), 1);
    }

    @Override
    public void run(int from, int to, int worker) {
        long end = Math.min(size, (long) to * BLOCK);
        for (long i = (long) from * BLOCK; i < end; i += LENGTH) {
            var mask = Lanes.below((int) Math.min(LENGTH, end - i));
            long at = x + i * Float.BYTES;
            Lanes.store(Lanes.load(at, mask).mul(factor), at, mask);
        }
    }
}
