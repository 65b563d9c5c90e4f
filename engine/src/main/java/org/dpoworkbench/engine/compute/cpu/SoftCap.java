package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;

/// x becomes cap · tanh(x / cap), element by element; its slope is 1 − tanh²(x / cap).
final class SoftCap implements WorkPool.Work {
    private final WorkPool pool;
    private int columns;
    private float cap;
    private long x;

    SoftCap(WorkPool pool) {
        this.pool = pool;
    }

    void run(float cap, int rows, int columns, long x) {
        this.cap = cap;
        this.columns = columns;
        this.x = x;
        pool.run(this, rows, Grain.rows(4 * columns));
    }

    @Override
    public void run(int from, int to, int worker) {
        apply(x + (long) from * columns * Float.BYTES, (long) (to - from) * columns, cap);
    }

    static void apply(long x, long count, float cap) {
        for (long c = 0; c < count; c += LENGTH) {
            var mask = Lanes.below((int) Math.min(LENGTH, count - c));
            long at = x + c * Float.BYTES;
            Lanes.store(Lanes.tanh(Lanes.load(at, mask).div(cap)).mul(cap), at, mask);
        }
    }

    /// @param x at least a vector longer than `from + count`
    static void apply(float[] x, int from, int count, float cap) {
        for (int c = from; c < from + count; c += LENGTH) {
            Lanes.tanh(FloatVector.fromArray(Lanes.SPECIES, x, c).div(cap))
                    .mul(cap)
                    .intoArray(x, c);
        }
    }

    static void applyWithSlopes(long x, long count, float cap, long slopes) {
        for (long c = 0; c < count; c += LENGTH) {
            var mask = Lanes.below((int) Math.min(LENGTH, count - c));
            long at = c * Float.BYTES;
            FloatVector t = Lanes.tanh(Lanes.load(x + at, mask).div(cap));
            Lanes.store(t.mul(cap), x + at, mask);
            Lanes.store(slope(t), slopes + at, mask);
        }
    }

    static FloatVector slope(FloatVector tanh) {
        return FloatVector.broadcast(Lanes.SPECIES, 1f).sub(tanh.mul(tanh));
    }

    /// x = x · factors
    static void multiply(long x, long count, long factors) {
        for (long c = 0; c < count; c += LENGTH) {
            var mask = Lanes.below((int) Math.min(LENGTH, count - c));
            long at = c * Float.BYTES;
            Lanes.store(Lanes.load(x + at, mask).mul(Lanes.load(factors + at, mask)), x + at, mask);
        }
    }
}
