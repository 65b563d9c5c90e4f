package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

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
        float meanOfD = centred ? sumOfD(dOutRow) / columns : 0;
        float meanOfProduct = sumOfProducts(xRow, mean, inverse, dOutRow) / columns;
        addGradient(xRow, mean, inverse, dOutRow, meanOfD, meanOfProduct, dxRow);
    }

    /// Σ d with d = dOut · gain
    private float sumOfD(long dOutRow) {
        FloatVector sum = FloatVector.zero(Lanes.SPECIES);
        int whole = Lanes.SPECIES.loopBound(columns);
        for (int c = 0; c < whole; c += LENGTH) {
            long at = (long) c * Float.BYTES;
            sum = Lanes.load(dOutRow + at).fma(Lanes.load(gain + at).add(offset), sum);
        }
        if (whole < columns) {
            VectorMask<Float> mask = Lanes.below(columns - whole);
            long at = (long) whole * Float.BYTES;
            sum = Lanes.load(dOutRow + at, mask).fma(Lanes.load(gain + at, mask).add(offset), sum);
        }
        return Lanes.sum(sum);
    }

    /// Σ d · normalised x
    private float sumOfProducts(long xRow, float mean, float inverse, long dOutRow) {
        FloatVector sum = FloatVector.zero(Lanes.SPECIES);
        int whole = Lanes.SPECIES.loopBound(columns);
        for (int c = 0; c < whole; c += LENGTH) {
            long at = (long) c * Float.BYTES;
            FloatVector d = Lanes.load(dOutRow + at).mul(Lanes.load(gain + at).add(offset));
            sum = d.fma(Lanes.load(xRow + at).sub(mean).mul(inverse), sum);
        }
        if (whole < columns) {
            VectorMask<Float> mask = Lanes.below(columns - whole);
            long at = (long) whole * Float.BYTES;
            FloatVector d = Lanes.load(dOutRow + at, mask)
                    .mul(Lanes.load(gain + at, mask).add(offset));
            sum = d.fma(Lanes.load(xRow + at, mask).sub(mean).mul(inverse), sum);
        }
        return Lanes.sum(sum);
    }

    private void addGradient(
            long xRow, float mean, float inverse, long dOutRow, float meanOfD, float meanOfProduct, long dxRow) {
        int whole = Lanes.SPECIES.loopBound(columns);
        for (int c = 0; c < whole; c += LENGTH) {
            long at = (long) c * Float.BYTES;
            FloatVector d = Lanes.load(dOutRow + at).mul(Lanes.load(gain + at).add(offset));
            FloatVector n = Lanes.load(xRow + at).sub(mean).mul(inverse);
            FloatVector g = d.sub(meanOfD).sub(n.mul(meanOfProduct)).mul(inverse);
            Lanes.store(Lanes.load(dxRow + at).add(g), dxRow + at);
        }
        if (whole < columns) {
            VectorMask<Float> mask = Lanes.below(columns - whole);
            long at = (long) whole * Float.BYTES;
            FloatVector d = Lanes.load(dOutRow + at, mask)
                    .mul(Lanes.load(gain + at, mask).add(offset));
            FloatVector n = Lanes.load(xRow + at, mask).sub(mean).mul(inverse);
            FloatVector g = d.sub(meanOfD).sub(n.mul(meanOfProduct)).mul(inverse);
            Lanes.store(Lanes.load(dxRow + at, mask).add(g), dxRow + at, mask);
        }
    }
}
