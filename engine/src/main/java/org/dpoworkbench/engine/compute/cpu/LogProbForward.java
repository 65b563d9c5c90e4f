package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.BYTES;
import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.dpoworkbench.engine.compute.Targets;

/// Log-probs of the targets of a chunk of logit rows: logit − log Σ e^logit, the largest logit taken off first.
final class LogProbForward implements WorkPool.Work {
    /// Floats summed in float32 before the sum goes into a float64 one.
    private static final int BLOCK = 64 * LENGTH;

    private final WorkPool pool;
    private int first;
    private int vocabulary;
    private Targets targets;
    private long logits;
    private long logSumExp;
    private double[] logProbs;

    LogProbForward(WorkPool pool) {
        this.pool = pool;
    }

    void run(int first, int rows, int vocabulary, Targets targets, long logits, long logSumExp, double[] logProbs) {
        this.first = first;
        this.vocabulary = vocabulary;
        this.targets = targets;
        this.logits = logits;
        this.logSumExp = logSumExp;
        this.logProbs = logProbs;
        pool.run(this, rows, Grain.rows(4 * vocabulary));
    }

    @Override
    public void run(int from, int to, int worker) {
        for (int i = from; i < to; i++) {
            long row = logits + (long) i * vocabulary * Float.BYTES;
            float largest = largest(row);
            double log = largest + StrictMath.log(sumOfExponentials(row, largest));
            int r = first + i;
            Lanes.set(logSumExp + (long) r * Float.BYTES, (float) log);
            for (int t = targets.first[r]; t < targets.first[r + 1]; t++) {
                logProbs[t] = Lanes.get(row + (long) targets.token[t] * Float.BYTES) - log;
            }
        }
    }

    private float largest(long row) {
        FloatVector m = FloatVector.broadcast(Lanes.SPECIES, Float.NEGATIVE_INFINITY);
        int c = 0;
        for (; c <= vocabulary - LENGTH; c += LENGTH) {
            m = Lanes.larger(m, Lanes.load(row + (long) c * Float.BYTES));
        }
        float largest = Lanes.max(m);
        for (; c < vocabulary; c++) {
            largest = Math.max(largest, Lanes.get(row + (long) c * Float.BYTES));
        }
        return largest;
    }

    private double sumOfExponentials(long row, float largest) {
        double total = 0;
        for (int start = 0; start < vocabulary; start += BLOCK) {
            int end = Math.min(vocabulary, start + BLOCK);
            int vectors = (end - start) / LENGTH;
            long at = row + (long) start * Float.BYTES;
            total += exponentials(at, vectors, largest);
            if (start + vectors * LENGTH < end) {
                total += rest(at + vectors * BYTES, end - start - vectors * LENGTH, largest);
            }
        }
        return total;
    }

    private static float exponentials(long x, int vectors, float largest) {
        FloatVector sum = FloatVector.zero(Lanes.SPECIES);
        for (int v = 0; v < vectors; v++) {
            sum = Lanes.exp(Lanes.load(x + v * BYTES).sub(largest)).add(sum);
        }
        return Lanes.sum(sum);
    }

    private static float rest(long x, int count, float largest) {
        VectorMask<Float> mask = Lanes.below(count);
        FloatVector e = Lanes.exp(Lanes.load(x, mask).sub(largest));
        return Lanes.sum(FloatVector.zero(Lanes.SPECIES).blend(e, mask));
    }
}
