package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import org.dpoworkbench.engine.compute.Targets;

/// Turns logits into their gradient: Σ_t g_t (one-hot(token_t) − softmax), over the row's targets t; where they are
/// capped, times the cap's slope, 1 − (logit / cap)².
final class LogProbBackward implements WorkPool.Work {
    private final WorkPool pool;
    private int first;
    private int vocabulary;
    private Targets targets;
    private long logits;
    private float cap;
    private long logSumExp;
    private double[] gradient;
    private final float[][] slopes; // by worker: (targets of a row)

    LogProbBackward(WorkPool pool) {
        this.pool = pool;
        slopes = new float[pool.threads()][1];
    }

    void run(
            int first,
            int rows,
            int vocabulary,
            Targets targets,
            long logits,
            float cap,
            long logSumExp,
            double[] gradient) {
        this.first = first;
        this.vocabulary = vocabulary;
        this.targets = targets;
        this.logits = logits;
        this.cap = cap;
        this.logSumExp = logSumExp;
        this.gradient = gradient;
        pool.run(this, rows, Grain.rows(4 * vocabulary));
    }

    @Override
    public void run(int from, int to, int worker) {
        for (int i = from; i < to; i++) {
            long row = logits + (long) i * vocabulary * Float.BYTES;
            int r = first + i;
            float[] slope = cap > 0 ? slopesOfTargets(row, r, worker) : slopes[worker];
            double total = 0;
            for (int t = targets.first[r]; t < targets.first[r + 1]; t++) {
                total += gradient[t];
            }
            scaleSoftmax(row, Lanes.get(logSumExp + (long) r * Float.BYTES), (float) -total);
            for (int t = targets.first[r]; t < targets.first[r + 1]; t++) {
                long at = row + (long) targets.token[t] * Float.BYTES;
                double g = cap > 0 ? gradient[t] * slope[t - targets.first[r]] : gradient[t];
                Lanes.set(at, (float) (Lanes.get(at) + g));
            }
        }
    }

    /// Taken before the logits are overwritten; the array grows to the most targets of a row and is kept.
    private float[] slopesOfTargets(long row, int r, int worker) {
        int count = targets.first[r + 1] - targets.first[r];
        if (slopes[worker].length < count) {
            slopes[worker] = new float[count];
        }
        for (int k = 0; k < count; k++) {
            float t = Lanes.get(row + (long) targets.token[targets.first[r] + k] * Float.BYTES) / cap;
            slopes[worker][k] = 1 - t * t;
        }
        return slopes[worker];
    }

    private void scaleSoftmax(long row, float log, float factor) {
        int c = 0;
        for (; c <= vocabulary - LENGTH; c += LENGTH) {
            long at = row + (long) c * Float.BYTES;
            FloatVector logit = Lanes.load(at);
            FloatVector scaled = Lanes.exp(logit.sub(log)).mul(factor);
            Lanes.store(cap > 0 ? scaled.mul(SoftCap.slope(logit.div(cap))) : scaled, at);
        }
        if (c < vocabulary) {
            long at = row + (long) c * Float.BYTES;
            var rest = Lanes.below(vocabulary - c);
            FloatVector logit = Lanes.load(at, rest);
            FloatVector scaled = Lanes.exp(logit.sub(log)).mul(factor);
            Lanes.store(cap > 0 ? scaled.mul(SoftCap.slope(logit.div(cap))) : scaled, at, rest);
        }
    }
}
