package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;

/// The input's gradient of a normalisation, added to dx, and the normalised output anew. With n = (x − mean) ·
/// inverse and d = dOut · gain: dx = inverse · (d − mean(d) − n · mean(d · n)); without centring the term mean(d)
/// is left out.
final class LayerNormBackward implements WorkPool.Work {
    private final WorkPool pool;
    private int columns;
    private long x;
    private long statistics;
    private long gain;
    private float offset;
    private long bias;
    private boolean centred;
    private long dOut;
    private long dx;
    private long out;

    LayerNormBackward(WorkPool pool) {
        this.pool = pool;
    }

    void run(
            int rows,
            int columns,
            long x,
            long statistics,
            long gain,
            float offset,
            long bias,
            boolean centred,
            long dOut,
            long dx,
            long out) {
        this.columns = columns;
        this.x = x;
        this.statistics = statistics;
        this.gain = gain;
        this.offset = offset;
        this.bias = bias;
        this.centred = centred;
        this.dOut = dOut;
        this.dx = dx;
        this.out = out;
        pool.run(this, rows, Grain.rows(columns));
    }

    @Override
    public void run(int from, int to, int worker) {
        for (int r = from; r < to; r++) {
            long at = (long) r * columns * Float.BYTES;
            float mean = Lanes.get(statistics + 2L * r * Float.BYTES);
            float inverse = Lanes.get(statistics + (2L * r + 1) * Float.BYTES);
            row(x + at, mean, inverse, dOut + at, dx + at);
            LayerNormForward.normalise(columns, x + at, mean, inverse, gain, offset, bias, out + at);
        }
    }

    private void row(long xRow, float mean, float inverse, long dOutRow, long dxRow) {
        FloatVector sum = FloatVector.zero(Lanes.SPECIES);
        FloatVector product = FloatVector.zero(Lanes.SPECIES);
        for (int c = 0; c < columns; c += LENGTH) {
            var mask = Lanes.below(columns - c);
            long at = (long) c * Float.BYTES;
            FloatVector d = Lanes.load(dOutRow + at, mask).mul(factor(at, columns - c));
            FloatVector n = Lanes.load(xRow + at, mask).sub(mean, mask).mul(inverse);
            sum = sum.add(d);
            product = d.fma(n, product);
        }
        float meanOfD = centred ? Lanes.sum(sum) / columns : 0;
        float meanOfProduct = Lanes.sum(product) / columns;
        for (int c = 0; c < columns; c += LENGTH) {
            var mask = Lanes.below(columns - c);
            long at = (long) c * Float.BYTES;
            FloatVector d = Lanes.load(dOutRow + at, mask).mul(factor(at, columns - c));
            FloatVector n = Lanes.load(xRow + at, mask).sub(mean).mul(inverse);
            FloatVector g = d.sub(meanOfD).sub(n.mul(meanOfProduct)).mul(inverse);
            Lanes.store(Lanes.load(dxRow + at, mask).add(g), dxRow + at, mask);
        }
    }

    private FloatVector factor(long at, int left) {
        return Lanes.load(gain + at, Lanes.below(left)).add(offset);
    }
}
