package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.HeadGains;

/// Adds the gradients of the heads' gains, Σ dOut · x · inverse over rows and heads. Each worker owns columns.
final class HeadGainsBackward implements WorkPool.Work {
    private final WorkPool pool;
    private AttentionShape shape;
    private HeadGains gains;
    private int rows;
    private int blocks;
    private long raw;
    private long statistics;
    private long dqkv;

    HeadGainsBackward(WorkPool pool) {
        this.pool = pool;
    }

    void run(AttentionShape shape, int rows, long raw, long statistics, HeadGains gains, long dqkv) {
        this.shape = shape;
        this.gains = gains;
        this.rows = rows;
        this.raw = raw;
        this.statistics = statistics;
        this.dqkv = dqkv;
        blocks = Math.ceilDiv(shape.headSize(), LENGTH);
        pool.run(this, 2 * blocks, Grain.columnBlocks(rows * shape.heads(), LENGTH));
    }

    @Override
    public void run(int from, int to, int worker) {
        for (int item = from; item < to; item++) {
            int column = item % blocks * LENGTH;
            if (item < blocks) {
                columns(column, 0, shape.heads(), gains.queries().gradient().address());
            } else {
                int all = shape.heads() + shape.keyValueHeads();
                columns(column, shape.heads(), all, gains.keys().gradient().address());
            }
        }
    }

    private void columns(int column, int firstHead, int endHead, long dGain) {
        int heads = shape.heads() + shape.keyValueHeads();
        var mask = Lanes.below(shape.headSize() - column);
        long target = dGain + (long) column * Float.BYTES;
        var sum = Lanes.load(target, mask);
        for (int r = 0; r < rows; r++) {
            for (int h = firstHead; h < endHead; h++) {
                long at = ((long) r * shape.rowWidth() + (long) h * shape.headSize() + column) * Float.BYTES;
                float inverse = Lanes.get(statistics + ((long) r * heads + h) * Float.BYTES);
                sum = Lanes.load(raw + at, mask).mul(inverse).fma(Lanes.load(dqkv + at, mask), sum);
            }
        }
        Lanes.store(sum, target, mask);
    }
}
