package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

/// target += source
final class Add implements WorkPool.Work {
    private static final int BLOCK = 16_384;

    private final WorkPool pool;
    private long size;
    private long source;
    private long target;

    Add(WorkPool pool) {
        this.pool = pool;
    }

    void run(long size, long source, long target) {
        this.size = size;
        this.source = source;
        this.target = target;
        pool.run(this, Math.toIntExact(Math.ceilDiv(size, BLOCK)), 1);
    }

    @Override
    public void run(int from, int to, int worker) {
        long end = Math.min(size, (long) to * BLOCK);
        for (long i = (long) from * BLOCK; i < end; i += LENGTH) {
            var mask = Lanes.below((int) Math.min(LENGTH, end - i));
            long at = target + i * Float.BYTES;
            Lanes.store(Lanes.load(at, mask).add(Lanes.load(source + i * Float.BYTES, mask)), at, mask);
        }
    }
}
