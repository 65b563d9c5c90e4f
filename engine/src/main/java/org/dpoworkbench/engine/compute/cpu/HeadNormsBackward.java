package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.HeadGains;

/// Turns the gradient of [HeadNorms]' output into that of its input, in place. With n = x · inverse and
/// d = dOut · gain: dx = inverse · (d − n · mean(d · n)).
final class HeadNormsBackward implements WorkPool.Work {
    private final WorkPool pool;
    private AttentionShape shape;
    private HeadGains gains;
    private long raw;
    private long statistics;
    private long dqkv;

    HeadNormsBackward(WorkPool pool) {
        this.pool = pool;
    }

    void run(AttentionShape shape, int rows, long raw, long statistics, HeadGains gains, long dqkv) {
        this.shape = shape;
        this.gains = gains;
        this.raw = raw;
        this.statistics = statistics;
        this.dqkv = dqkv;
        pool.run(this, rows, Grain.rows(4 * shape.rowWidth()));
    }

    @Override
    public void run(int from, int to, int worker) {
        int heads = shape.heads() + shape.keyValueHeads();
        for (int r = from; r < to; r++) {
            for (int h = 0; h < heads; h++) {
                long at = ((long) r * shape.rowWidth() + (long) h * shape.headSize()) * Float.BYTES;
                long gain = (h < shape.heads() ? gains.queries() : gains.keys())
                        .weight()
                        .address();
                float inverse = Lanes.get(statistics + ((long) r * heads + h) * Float.BYTES);
                head(raw + at, inverse, gain, dqkv + at);
            }
        }
    }

    private void head(long x, float inverse, long gain, long dx) {
        int size = shape.headSize();
        FloatVector product = FloatVector.zero(Lanes.SPECIES);
        for (int c = 0; c < size; c += LENGTH) {
            var mask = Lanes.below(size - c);
            long at = (long) c * Float.BYTES;
            FloatVector n = Lanes.load(x + at, mask).mul(inverse);
            product = gradient(dx + at, gain + at, size - c).fma(n, product);
        }
        float mean = Lanes.sum(product) / size;
        for (int c = 0; c < size; c += LENGTH) {
            var mask = Lanes.below(size - c);
            long at = (long) c * Float.BYTES;
            FloatVector n = Lanes.load(x + at, mask).mul(inverse);
            FloatVector d = gradient(dx + at, gain + at, size - c);
            Lanes.store(d.sub(n.mul(mean)).mul(inverse), dx + at, mask);
        }
    }

    /// d = dOut · gain
    private FloatVector gradient(long dOut, long gain, int left) {
        var mask = Lanes.below(left);
        return Lanes.load(dOut, mask).mul(Lanes.load(gain, mask).add(gains.offset(), mask));
    }
}
