package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

/// table row `index[r]` += x row r. Each worker owns columns, so that repeated rows are added in one order.
final class ScatterAdd implements WorkPool.Work {
    private final WorkPool pool;
    private int rows;
    private int columns;
    private long index;
    private long x;
    private long table;

    ScatterAdd(WorkPool pool) {
        this.pool = pool;
    }

    void run(int rows, int columns, long index, long x, long table) {
        this.rows = rows;
        this.columns = columns;
        this.index = index;
        this.x = x;
        this.table = table;
        pool.run(this, Math.ceilDiv(columns, LENGTH), Grain.columnBlocks(rows, LENGTH));
    }

    @Override
    public void run(int from, int to, int worker) {
        long stride = (long) columns * Float.BYTES;
        for (int block = from; block < to; block++) {
            int c = block * LENGTH;
            var mask = Lanes.below(columns - c);
            long source = x + (long) c * Float.BYTES;
            for (int r = 0; r < rows; r++, source += stride) {
                long target = table + Lanes.getInt(index + (long) r * Integer.BYTES) * stride + (long) c * Float.BYTES;
                Lanes.store(Lanes.load(target, mask).add(Lanes.load(source, mask)), target, mask);
            }
        }
    }
}
