package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import org.dpoworkbench.engine.compute.AdamWStep;
import org.dpoworkbench.engine.compute.EightBit;
import org.dpoworkbench.engine.compute.EightBitTensor;

/// [AdamWUpdate] with moments of 8 bits: a block's become float32 in a buffer that stays in the innermost
/// cache, are used there, and become 8 bits again.
final class EightBitAdamWKernel implements WorkPool.Work {
    private static final int BLOCK = EightBit.BLOCK;
    private static final long BLOCK_BYTES = (long) EightBit.WORDS * Float.BYTES;
    private static final int BLOCKS_AT_ONCE = 16;

    private final WorkPool pool;
    private final AdamWUpdate update = new AdamWUpdate();

    /// Each worker's first and second moments of a block.
    private final long[] scratches;

    private long size;
    private long w;
    private long g;
    private long m;
    private long v;

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
        update.set(step);
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
            update.apply(count, w + begin * Float.BYTES, g + begin * Float.BYTES, firsts, seconds);
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
