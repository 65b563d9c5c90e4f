package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.BYTES;
import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Σ x² in float64, in which the squares are exact: blocks of fixed size, then the blocks in order, so that
/// threads change no bit.
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
            DoubleVector sum = DoubleVector.zero(Lanes.DOUBLES);
            int i = 0;
            for (; i <= floats - LENGTH; i += LENGTH, at += BYTES) {
                sum = addSquares(Lanes.load(at), sum);
            }
            if (i < floats) {
                sum = addSquares(Lanes.load(at, Lanes.below(floats - i)), sum);
            }
            blocks[b] = Lanes.sum(sum);
        }
    }

    private static DoubleVector addSquares(FloatVector v, DoubleVector sum) {
        var low = (DoubleVector) v.convertShape(VectorOperators.F2D, Lanes.DOUBLES, 0);
        var high = (DoubleVector) v.convertShape(VectorOperators.F2D, Lanes.DOUBLES, 1);
        return high.fma(high, low.fma(low, sum));
    }
}
