package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.BYTES;
import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

/// y += bias in every row.
final class AddBias implements WorkPool.Work {
    private final WorkPool pool;
    private int columns;
    private long y;
    private long bias;

    AddBias(WorkPool pool) {
        this.pool = pool;
    }

    void run(int rows, int columns, long y, long bias) {
        this.columns = columns;
        this.y = y;
        this.bias = bias;
        pool.run(this, rows, Grain.rows(columns));
    }

    @Override
    public void run(int from, int to, int worker) {
        for (int r = from; r < to; r++) {
            long row = y + (long) r * columns * Float.BYTES;
            long b = bias;
            int c = 0;
            for (; c <= columns - LENGTH; c += LENGTH, row += BYTES, b += BYTES) {
                Lanes.store(Lanes.load(row).add(Lanes.load(b)), row);
            }
            if (c < columns) {
                var rest = Lanes.below(columns - c);
                Lanes.store(Lanes.load(row, rest).add(Lanes.load(b, rest)), row, rest);
            }
        }
    }
}
