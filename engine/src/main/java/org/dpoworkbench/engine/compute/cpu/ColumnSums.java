package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

/// sums += the column sums of x. Each worker owns columns, so that the order of addition is the rows' own.
final class ColumnSums implements WorkPool.Work {
    private final WorkPool pool;
    private int rows;
    private int columns;
    private long x;
    private long sums;

    ColumnSums(WorkPool pool) {
        this.pool = pool;
    }

    void run(int rows, int columns, long x, long sums) {
        this.rows = rows;
        this.columns = columns;
        this.x = x;
        this.sums = sums;
        pool.run(this, Math.ceilDiv(columns, LENGTH), Grain.columnBlocks(rows, LENGTH));
    }

    @Override
    public void run(int from, int to, int worker) {
        long stride = (long) columns * Float.BYTES;
        for (int block = from; block < to; block++) {
            int c = block * LENGTH;
            var mask = Lanes.below(columns - c);
            long at = x + (long) c * Float.BYTES;
            var sum = Lanes.load(sums + (long) c * Float.BYTES, mask);
            for (int r = 0; r < rows; r++, at += stride) {
                sum = sum.add(Lanes.load(at, mask));
            }
            Lanes.store(sum, sums + (long) c * Float.BYTES, mask);
        }
    }
}
