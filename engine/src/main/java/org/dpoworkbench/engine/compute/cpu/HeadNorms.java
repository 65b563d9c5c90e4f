package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.HeadGains;

/// Each query and key head divided by its own root mean square and multiplied by the gain; values are copied.
final class HeadNorms implements WorkPool.Work {
    private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private final WorkPool pool;
    private AttentionShape shape;
    private HeadGains gains;
    private float epsilon;
    private long raw;
    private long qkv;
    private long statistics;

    HeadNorms(WorkPool pool) {
        this.pool = pool;
    }

    void run(AttentionShape shape, int rows, long raw, HeadGains gains, float epsilon, long qkv, long statistics) {
        this.shape = shape;
        this.gains = gains;
        this.epsilon = epsilon;
        this.raw = raw;
        this.qkv = qkv;
        this.statistics = statistics;
        pool.run(this, rows, Grain.rows(2 * shape.rowWidth()));
    }

    @Override
    public void run(int from, int to, int worker) {
        int size = shape.headSize();
        int heads = shape.heads() + shape.keyValueHeads();
        long rowBytes = (long) shape.rowWidth() * Float.BYTES;
        long normed = (long) shape.valueOffset() * Float.BYTES;
        for (int r = from; r < to; r++) {
            for (int h = 0; h < heads; h++) {
                long at = r * rowBytes + (long) h * size * Float.BYTES;
                long gain = (h < shape.heads() ? gains.queries() : gains.keys())
                        .weight()
                        .address();
                float inverse = (float) (1 / Math.sqrt(sumOfSquares(raw + at, size) / size + epsilon));
                for (int c = 0; c < size; c += LENGTH) {
                    var mask = Lanes.below(size - c);
                    long column = (long) c * Float.BYTES;
                    FloatVector factor = Lanes.load(gain + column, mask).add(gains.offset());
                    FloatVector x = Lanes.load(raw + at + column, mask);
                    Lanes.store(x.mul(inverse).mul(factor), qkv + at + column, mask);
                }
                Lanes.set(statistics + ((long) r * heads + h) * Float.BYTES, inverse);
            }
            long values = r * rowBytes + normed;
            MemorySegment.copy(MEMORY, raw + values, MEMORY, qkv + values, rowBytes - normed);
        }
    }

    private static float sumOfSquares(long x, int size) {
        FloatVector sum = FloatVector.zero(Lanes.SPECIES);
        for (int c = 0; c < size; c += LENGTH) {
            FloatVector v = Lanes.load(x + (long) c * Float.BYTES, Lanes.below(size - c));
            sum = v.fma(v, sum);
        }
        return Lanes.sum(sum);
    }
}
