package org.dpoworkbench.engine.compute.cpu;

import org.dpoworkbench.engine.compute.CounterRandom;

/// out = x / (1 − share) where an element is kept, else 0; or that added.
final class DropoutKernel implements WorkPool.Work {
    private final WorkPool pool;
    private int columns;
    private long x;
    private long key;
    private float share;
    private long out;
    private boolean add;

    DropoutKernel(WorkPool pool) {
        this.pool = pool;
    }

    void run(int rows, int columns, long x, long key, float share, long out, boolean add) {
        this.columns = columns;
        this.x = x;
        this.key = key;
        this.share = share;
        this.out = out;
        this.add = add;
        pool.run(this, rows, Grain.rows(8 * columns));
    }

    @Override
    public void run(int from, int to, int worker) {
        float factor = 1 / (1 - share);
        long end = (long) to * columns;
        for (long i = (long) from * columns; i < end; i++) {
            long at = i * Float.BYTES;
            float kept = CounterRandom.uniform(key, i) >= share ? Lanes.get(x + at) * factor : 0;
            Lanes.set(out + at, add ? Lanes.get(out + at) + kept : kept);
        }
    }
}
