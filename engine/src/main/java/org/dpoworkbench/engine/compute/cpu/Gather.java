package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.BYTES;
import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

/// out row r = table row index[r], or added to it.
final class Gather implements WorkPool.Work {
    private final WorkPool pool;
    private int columns;
    private long index;
    private long table;
    private long out;
    private boolean add;

    Gather(WorkPool pool) {
        this.pool = pool;
    }

    void run(int rows, int columns, long index, long table, long out, boolean add) {
        this.columns = columns;
        this.index = index;
        this.table = table;
        this.out = out;
        this.add = add;
        pool.run(this, rows, Grain.rows(columns));
    }

    @Override
    public void run(int from, int to, int worker) {
        for (int r = from; r < to; r++) {
            int entry = Lanes.getInt(index + (long) r * Integer.BYTES);
            long source = table + (long) entry * columns * Float.BYTES;
            long target = out + (long) r * columns * Float.BYTES;
            int c = 0;
            for (; c <= columns - LENGTH; c += LENGTH, source += BYTES, target += BYTES) {
                var v = Lanes.load(source);
                Lanes.store(add ? v.add(Lanes.load(target)) : v, target);
            }
            if (c < columns) {
                var rest = Lanes.below(columns - c);
                var v = Lanes.load(source, rest);
                Lanes.store(add ? v.add(Lanes.load(target, rest)) : v, target, rest);
            }
        }
    }
}
