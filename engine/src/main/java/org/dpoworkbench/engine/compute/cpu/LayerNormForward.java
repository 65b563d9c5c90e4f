package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;

/// out = (x − mean) / √(variance + epsilon) · gain + bias, row by row. Root-mean-square normalisation is the case
/// without mean and bias.
final class LayerNormForward implements WorkPool.Work {
    private final WorkPool pool;
    private int columns;
    private long x;
    private long gain;
    private float offset;
    private long bias;
    private boolean centred;
    private float epsilon;
    private long out;
    private long statistics;

    LayerNormForward(WorkPool pool) {
        this.pool = pool;
    }

    /// @param offset  added to the gain
    /// @param bias    0 where there is none
    /// @param centred whether the mean is taken off
    void run(
            int rows,
            int columns,
            long x,
            long gain,
            float offset,
            long bias,
            boolean centred,
            float epsilon,
            long out,
            long statistics) {
        this.columns = columns;
        this.x = x;
        this.gain = gain;
        this.offset = offset;
        this.bias = bias;
        this.centred = centred;
        this.epsilon = epsilon;
        this.out = out;
        this.statistics = statistics;
        pool.run(this, rows, Grain.rows(columns));
    }

    @Override
    public void run(int from, int to, int worker) {
        for (int r = from; r < to; r++) {
            long row = (long) r * columns * Float.BYTES;
            float mean = centred ? mean(x + row) : 0;
            float inverse = (float) (1 / Math.sqrt(squaredDeviation(x + row, mean) / columns + epsilon));
            normalise(columns, x + row, mean, inverse, gain, offset, bias, out + row);
            Lanes.set(statistics + 2L * r * Float.BYTES, mean);
            Lanes.set(statistics + (2L * r + 1) * Float.BYTES, inverse);
        }
    }

    /// Writes one normalised row.
    static void normalise(
            int columns, long x, float mean, float inverse, long gain, float offset, long bias, long out) {
        for (int c = 0; c < columns; c += LENGTH) {
            var mask = Lanes.below(columns - c);
            long at = (long) c * Float.BYTES;
            FloatVector factor = Lanes.load(gain + at, mask).add(offset);
            FloatVector v = Lanes.load(x + at, mask).sub(mean).mul(inverse).mul(factor);
            Lanes.store(bias == 0 ? v : v.add(Lanes.load(bias + at, mask)), out + at, mask);
        }
    }

    private float mean(long row) {
        FloatVector sum = FloatVector.zero(Lanes.SPECIES);
        for (int c = 0; c < columns; c += LENGTH) {
            sum = sum.add(Lanes.load(row + (long) c * Float.BYTES, Lanes.below(columns - c)));
        }
        return Lanes.sum(sum) / columns;
    }

    private float squaredDeviation(long row, float mean) {
        FloatVector sum = FloatVector.zero(Lanes.SPECIES);
        for (int c = 0; c < columns; c += LENGTH) {
            var mask = Lanes.below(columns - c);
            FloatVector d = Lanes.load(row + (long) c * Float.BYTES, mask).sub(mean, mask);
            sum = d.fma(d, sum);
        }
        return Lanes.sum(sum);
    }
}
