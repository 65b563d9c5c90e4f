package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

/// Adds the gradients of a normalisation's gain, Σ dOut · (x − mean) · inverse, and bias, Σ dOut. Each worker owns
/// columns.
final class NormParameterBackward implements WorkPool.Work {
    private final WorkPool pool;
    private int rows;
    private int columns;
    private long x;
    private long statistics;
    private long dOut;
    private long dGain;
    private long dBias;

    NormParameterBackward(WorkPool pool) {
        this.pool = pool;
    }

    /// @param dBias 0 where there is none
    void run(int rows, int columns, long x, long statistics, long dOut, long dGain, long dBias) {
        this.rows = rows;
        this.columns = columns;
        this.x = x;
        this.statistics = statistics;
        this.dOut = dOut;
        this.dGain = dGain;
        this.dBias = dBias;
        pool.run(this, Math.ceilDiv(columns, LENGTH), Grain.columnBlocks(rows, LENGTH));
    }

    @Override
    public void run(int from, int to, int worker) {
        long stride = (long) columns * Float.BYTES;
        for (int block = from; block < to; block++) {
            int c = block * LENGTH;
            long at = (long) c * Float.BYTES;
            var mask = Lanes.below(columns - c);
            var gain = Lanes.load(dGain + at, mask);
            var bias = dBias == 0 ? gain : Lanes.load(dBias + at, mask);
            for (int r = 0; r < rows; r++) {
                float mean = Lanes.get(statistics + 2L * r * Float.BYTES);
                float inverse = Lanes.get(statistics + (2L * r + 1) * Float.BYTES);
                var d = Lanes.load(dOut + r * stride + at, mask);
                gain = Lanes.load(x + r * stride + at, mask)
                        .sub(mean)
                        .mul(inverse)
                        .fma(d, gain);
                bias = bias.add(d);
            }
            Lanes.store(gain, dGain + at, mask);
            if (dBias != 0) {
                Lanes.store(bias, dBias + at, mask);
            }
        }
    }
}
