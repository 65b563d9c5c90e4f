package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import org.dpoworkbench.engine.compute.AdamWStep;
import org.dpoworkbench.engine.compute.EightBit;
import org.dpoworkbench.engine.compute.EightBitTensor;

/// [AdamWKernel] with moments of 8 bits: a block's become float32 in a buffer that stays in the innermost
/// cache, are used there, and become 8 bits again.
final class EightBitAdamWKernel implements WorkPool.Work {
    private static final int BLOCK = EightBit.BLOCK;
    private static final long BLOCK_BYTES = (long) EightBit.WORDS * Float.BYTES;
    private static final int BLOCKS_AT_ONCE = 16;

    private final WorkPool pool;

    /// Each worker's first and second moments of a block.
    private final long[] scratches;

    private long size;
    private long w;
    private long g;
    private long m;
    private long v;
    private float beta1;
    private float oneMinusBeta1;
    private float beta2;
    private float oneMinusBeta2;
    private float keep;
    private float rate;
    private float rootCorrection;
    private float epsilon;
    private float scale;

    EightBitAdamWKernel(WorkPool pool, TensorMemory memory) {
        this.pool = pool;
        scratches = new long[pool.threads()];
        for (int worker = 0; worker < scratches.length; worker++) {
            scratches[worker] = memory.allocate(2L * BLOCK * Float.BYTES);
        }
    }

    void run(long size, long w, long g, EightBitTensor m, EightBitTensor v, AdamWStep step) {
        this.size = size;
        this.w = w;
        this.g = g;
        this.m = m.address();
        this.v = v.address();
        beta1 = (float) step.beta1;
        oneMinusBeta1 = (float) (1 - step.beta1);
        beta2 = (float) step.beta2;
        oneMinusBeta2 = (float) (1 - step.beta2);
        keep = (float) (1 - step.learningRate * step.weightDecay);
        rate = (float) (step.learningRate / (1 - Math.pow(step.beta1, step.step)));
        rootCorrection = (float) (1 / Math.sqrt(1 - Math.pow(step.beta2, step.step)));
        epsilon = (float) step.epsilon;
        scale = (float) step.gradientScale;
        pool.run(this, Math.toIntExact(EightBitTensor.blocksOf(size)), BLOCKS_AT_ONCE);
    }

    @Override
    public void run(int from, int to, int worker) {
        long firsts = scratches[worker];
        long seconds = firsts + (long) BLOCK * Float.BYTES;
        for (int block = from; block < to; block++) {
            long begin = (long) block * BLOCK;
            int count = (int) Math.min(BLOCK, size - begin);
            long blockOfM = m + block * BLOCK_BYTES;
            long blockOfV = v + block * BLOCK_BYTES;
            widen(blockOfM, EightBitLevels.SIGNED.levels, count, firsts);
            widen(blockOfV, EightBitLevels.UNSIGNED.levels, count, seconds);
            update(begin * Float.BYTES, count, firsts, seconds);
            narrow(firsts, largest(firsts, count), EightBitLevels.SIGNED, count, blockOfM);
            narrow(seconds, largest(seconds, count), EightBitLevels.UNSIGNED, count, blockOfV);
        }
    }

    private static long factor(long block) {
        return block + BLOCK;
    }

    private static void widen(long block, float[] levels, int count, long to) {
        float factor = Lanes.get(factor(block));
        for (int i = 0; i < count; i++) {
            Lanes.set(to + (long) i * Float.BYTES, levels[Lanes.getByte(block + i) & 255] * factor);
        }
    }

    private void update(long begin, int count, long firsts, long seconds) {
        for (int i = 0; i < count; i += LENGTH) {
            var mask = Lanes.below(count - i);
            long at = (long) i * Float.BYTES;
            long inWeights = begin + at;
            var gradient = Lanes.load(g + inWeights, mask).mul(scale);
            var first = Lanes.load(firsts + at, mask).mul(beta1).add(gradient.mul(oneMinusBeta1));
            var second = Lanes.load(seconds + at, mask)
                    .mul(beta2)
                    .add(gradient.mul(gradient).mul(oneMinusBeta2));
            var denominator = second.sqrt().mul(rootCorrection).add(epsilon);
            var weight = Lanes.load(w + inWeights, mask)
                    .mul(keep)
                    .sub(first.div(denominator).mul(rate));
            Lanes.store(first, firsts + at, mask);
            Lanes.store(second, seconds + at, mask);
            Lanes.store(weight, w + inWeights, mask);
        }
    }

    private static float largest(long numbers, int count) {
        FloatVector largest = FloatVector.zero(Lanes.SPECIES);
        for (int i = 0; i < count; i += LENGTH) {
            largest = Lanes.larger(
                    largest,
                    Lanes.load(numbers + (long) i * Float.BYTES, Lanes.below(count - i))
                            .abs());
        }
        return Lanes.max(largest);
    }

    private static void narrow(long numbers, float largest, EightBitLevels levels, int count, long block) {
        Lanes.set(factor(block), largest);
        float divisor = largest > 0 ? largest : 1;
        for (int i = 0; i < count; i += LENGTH) {
            var mask = Lanes.below(count - i);
            long at = numbers + (long) i * Float.BYTES;
            Lanes.store(Lanes.load(at, mask).div(divisor), at, mask);
        }
        for (int i = 0; i < count; i++) {
            Lanes.setByte(block + i, (byte) levels.nearest(Lanes.get(numbers + (long) i * Float.BYTES)));
        }
    }
}
