package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.BYTES;
import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;

/// Σ x²: float32 within blocks of fixed size, float64 over the blocks in order, so that threads change no bit.
final class SquaredNorm implements WorkPool.Work {
    private static final int BLOCK = 4096;

    private final WorkPool pool;
    private double[] blocks = new double[0];
    private long size;
    private long x;

    SquaredNorm(WorkPool pool) {
        this.pool = pool;
    }

    double run(long size, long x) {
        this.size = size;
        this.x = x;
        int count = Math.toIntExact(Math.ceilDiv(size, BLOCK));
        if (blocks.length < count) {
            blocks = new double[count];
        }
        pool.run(this, count, 8);
        double sum = 0;
        for (int b = 0; b < count; b++) {
            sum += blocks[b];
        }
        return sum;
    }

    @Override
    public void run(int from, int to, int worker) {
        for (int b = from; b < to; b++) {
            long start = (long) b * BLOCK;
            int floats = (int) Math.min(BLOCK, size - start);
            long at = x + start * Float.BYTES;
            FloatVector sum = FloatVector.zero(Lanes.SPECIES);
            int i = 0;
            for (; i <= floats - LENGTH; i += LENGTH, at += BYTES) {
                FloatVector v = Lanes.load(at);
                sum = v.fma(v, sum);
            }
            if (i < floats) {
                FloatVector v = Lanes.load(at, Lanes.below(floats - i));
                sum = v.fma(v, sum);
            }
            blocks[b] = Lanes.sum(sum);
        }
    }
}
