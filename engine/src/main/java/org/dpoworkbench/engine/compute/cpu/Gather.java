package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.BYTES;
import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

import org.dpoworkbench.engine.compute.Bfloat16Tensor;

/// out row r = table row `index[r]`, or added to it; the table is float32 or bfloat16.
final class Gather implements WorkPool.Work {
    private final WorkPool pool;
    private int columns;
    private long index;
    private long table;
    private long out;
    private boolean add;
    private boolean bfloat16;

    Gather(WorkPool pool) {
        this.pool = pool;
    }

    void run(int rows, int columns, long index, long table, long out, boolean add, boolean bfloat16) {
        this.columns = columns;
        this.index = index;
        this.table = table;
        this.out = out;
        this.add = add;
        this.bfloat16 = bfloat16;
        pool.run(this, rows, Grain.rows(columns));
    }

    @Override
    public void run(int from, int to, int worker) {
        int bytes = bfloat16 ? Short.BYTES : Float.BYTES;
        for (int r = from; r < to; r++) {
            int entry = Lanes.getInt(index + (long) r * Integer.BYTES);
            long source = table + (long) entry * columns * bytes;
            long target = out + (long) r * columns * Float.BYTES;
            if (bfloat16) {
                bfloat16(source, target);
            } else {
                floats(source, target);
            }
        }
    }

    private void floats(long row, long out) {
        long source = row;
        long target = out;
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

    private void bfloat16(long row, long out) {
        for (int c = 0; c < columns; c++) {
            long target = out + (long) c * Float.BYTES;
            float v = Bfloat16Tensor.widen(Lanes.getShort(row + (long) c * Short.BYTES));
            Lanes.set(target, add ? v + Lanes.get(target) : v);
        }
    }
}
