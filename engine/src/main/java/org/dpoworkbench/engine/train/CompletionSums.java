package org.dpoworkbench.engine.train;

import java.util.Arrays;
import org.dpoworkbench.engine.compute.Targets;

/// Per-token values of a micro-batch summed by completion, and back. A completion's targets stand in the order of its
/// tokens, though not side by side.
final class CompletionSums {
    private final TokenWeighting weighting;
    private final double[] plain; // (sequences)
    private final double[] weighed; // (sequences), the same array where all tokens count alike
    private final double[] aligned; // (sequences)
    private final int[] lengths; // (sequences)
    private final int[] shared; // (sequences)
    private final int[] seen; // (sequences)

    CompletionSums(TokenBudget budget, TokenWeighting weighting) {
        this.weighting = weighting;
        int sequences = budget.sequences();
        plain = new double[sequences];
        weighed = weighting.uniform() ? plain : new double[sequences];
        aligned = new double[weighting.aligned() ? sequences : 0];
        lengths = new int[sequences];
        shared = new int[sequences];
        seen = new int[sequences];
    }

    /// Sums a micro-batch after its forward pass.
    void sum(MicroBatch micro) {
        ExamplePacker packer = micro.packer();
        Targets targets = packer.batch().targets;
        double[] logProbs = micro.logProbs();
        int sequences = packer.batch().sequences;
        Arrays.fill(plain, 0, sequences, 0);
        for (int t = 0; t < targets.targets; t++) {
            plain[targets.sequence[t]] += logProbs[t];
        }
        if (!weighting.uniform()) {
            sumWeighed(packer, targets, logProbs);
        }
        if (weighting.aligned()) {
            sumAligned(packer, targets, micro);
        }
    }

    private void sumWeighed(ExamplePacker packer, Targets targets, double[] logProbs) {
        count(packer, targets);
        Arrays.fill(weighed, 0, packer.batch().sequences, 0);
        Arrays.fill(seen, 0, packer.batch().sequences, 0);
        for (int t = 0; t < targets.targets; t++) {
            weighed[targets.sequence[t]] += weight(targets.sequence[t]) * logProbs[t];
        }
    }

    /// Mean of log p - log Σ p² over a completion's tokens.
    private void sumAligned(ExamplePacker packer, Targets targets, MicroBatch micro) {
        count(packer, targets);
        Arrays.fill(aligned, 0, packer.batch().sequences, 0);
        for (int t = 0; t < targets.targets; t++) {
            int s = targets.sequence[t];
            aligned[s] += (micro.logProbs()[t] - micro.logSumSquares()[t]) / lengths[s];
        }
    }

    private void count(ExamplePacker packer, Targets targets) {
        Arrays.fill(lengths, 0, packer.batch().sequences, 0);
        for (int t = 0; t < targets.targets; t++) {
            lengths[targets.sequence[t]]++;
        }
        for (int e = 0; e < packer.examples(); e++) {
            int shortest = Integer.MAX_VALUE;
            for (int s = packer.firstSequence(e); s < packer.firstSequence(e + 1); s++) {
                shortest = Math.min(shortest, lengths[s]);
            }
            Arrays.fill(shared, packer.firstSequence(e), packer.firstSequence(e + 1), shortest);
        }
    }

    /// Of the next target of a sequence.
    private double weight(int sequence) {
        seen[sequence]++;
        return seen[sequence] <= shared[sequence] ? 1 : weighting.beyondShared();
    }

    /// Σ log π of a completion.
    double plain(int sequence) {
        return plain[sequence];
    }

    /// The same with the tokens weighed.
    double weighed(int sequence) {
        return weighed[sequence];
    }

    /// Mean of log p - log Σ p² of a completion, where it was asked for.
    double aligned(int sequence) {
        return weighting.aligned() ? aligned[sequence] : 0;
    }

    /// The gradient of a function of [#weighed] and [#plain] with respect to each target's log-prob.
    ///
    /// @param ofWeighed (sequences) its derivatives
    /// @param ofPlain   (sequences) its derivatives
    /// @param gradient  (targets), written
    void spread(ExamplePacker packer, double[] ofWeighed, double[] ofPlain, double[] gradient) {
        Targets targets = packer.batch().targets;
        if (weighting.uniform()) {
            for (int t = 0; t < targets.targets; t++) {
                int s = targets.sequence[t];
                gradient[t] = ofWeighed[s] + ofPlain[s];
            }
            return;
        }
        count(packer, targets);
        Arrays.fill(seen, 0, packer.batch().sequences, 0);
        for (int t = 0; t < targets.targets; t++) {
            int s = targets.sequence[t];
            gradient[t] = ofWeighed[s] * weight(s) + ofPlain[s];
        }
    }
}
