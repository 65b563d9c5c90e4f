package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.BYTES;
import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import org.dpoworkbench.engine.compute.Targets;

/// log Σ_v p_v² of the rows that targets stand in, p being e^(logit - log Σ e^logit).
final class LogSumSquares implements WorkPool.Work {
    /// Floats summed in float32 before the sum goes into a float64 one.
    private static final int BLOCK = 64 * LENGTH;

    private final WorkPool pool;
    private int first;
    private int vocabulary;
    private Targets targets;
    private long logits;
    private long logSumExp;
    private double[] out;

    LogSumSquares(WorkPool pool) {
        this.pool = pool;
    }

    void run(int first, int rows, int vocabulary, Targets targets, long logits, long logSumExp, double[] out) {
        this.first = first;
        this.vocabulary = vocabulary;
        this.targets = targets;
        this.logits = logits;
        this.logSumExp = logSumExp;
        this.out = out;
        pool.run(this, rows, Grain.rows(4 * vocabulary));
    }

    @Override
    public void run(int from, int to, int worker) {
        for (int i = from; i < to; i++) {
            long row = logits + (long) i * vocabulary * Float.BYTES;
            int r = first + i;
            // p <= 1, so nothing overflows.
            double log = StrictMath.log(sumOfSquares(row, Lanes.get(logSumExp + (long) r * Float.BYTES)));
            for (int t = targets.first[r]; t < targets.first[r + 1]; t++) {
                out[t] = log;
            }
        }
    }

    private double sumOfSquares(long row, float log) {
        double total = 0;
        for (int start = 0; start < vocabulary; start += BLOCK) {
            int end = Math.min(vocabulary, start + BLOCK);
            long at = row + (long) start * Float.BYTES;
            FloatVector sum = FloatVector.zero(Lanes.SPECIES);
            int c = start;
            for (; c <= end - LENGTH; c += LENGTH, at += BYTES) {
                FloatVector p = Lanes.exp(Lanes.load(at).sub(log));
                sum = sum.add(p.mul(p));
            }
            if (c < end) {
                var rest = Lanes.below(end - c);
                FloatVector p = Lanes.exp(Lanes.load(at, rest).sub(log));
                sum = sum.add(p.mul(p), rest);
            }
            total += Lanes.sum(sum);
        }
        return total;
    }
}
