package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import org.dpoworkbench.engine.compute.Targets;

/// Turns logits into their gradient: Σ_t g_t (one-hot(token_t) − softmax), over the row's targets t.
final class LogProbBackward implements WorkPool.Work {
    private final WorkPool pool;
    private int first;
    private int vocabulary;
    private Targets targets;
    private long logits;
    private long logSumExp;
    private double[] gradient;

    LogProbBackward(WorkPool pool) {
        this.pool = pool;
    }

    void run(int first, int rows, int vocabulary, Targets targets, long logits, long logSumExp, double[] gradient) {
        this.first = first;
        this.vocabulary = vocabulary;
        this.targets = targets;
        this.logits = logits;
        this.logSumExp = logSumExp;
        this.gradient = gradient;
        pool.run(this, rows, Grain.rows(4 * vocabulary));
    }

    @Override
    public void run(int from, int to, int worker) {
        for (int i = from; i < to; i++) {
            long row = logits + (long) i * vocabulary * Float.BYTES;
            int r = first + i;
            double total = 0;
            for (int t = targets.first[r]; t < targets.first[r + 1]; t++) {
                total += gradient[t];
            }
            scaleSoftmax(row, Lanes.get(logSumExp + (long) r * Float.BYTES), (float) -total);
            for (int t = targets.first[r]; t < targets.first[r + 1]; t++) {
                long at = row + (long) targets.token[t] * Float.BYTES;
                Lanes.set(at, (float) (Lanes.get(at) + gradient[t]));
            }
        }
    }

    private void scaleSoftmax(long row, float log, float factor) {
        int c = 0;
        for (; c <= vocabulary - LENGTH; c += LENGTH) {
            long at = row + (long) c * Float.BYTES;
            FloatVector probability = Lanes.exp(Lanes.load(at).sub(log));
            Lanes.store(probability.mul(factor), at);
        }
        if (c < vocabulary) {
            long at = row + (long) c * Float.BYTES;
            var rest = Lanes.below(vocabulary - c);
            Lanes.store(Lanes.exp(Lanes.load(at, rest).sub(log)).mul(factor), at, rest);
        }
    }
}
