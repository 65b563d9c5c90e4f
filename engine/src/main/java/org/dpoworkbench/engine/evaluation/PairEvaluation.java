package org.dpoworkbench.engine.evaluation;

import org.dpoworkbench.engine.loss.PairLogProbs;

/// The held-out pairs after one step, as columns. Immutable. Log-probs are summed over scored tokens, in
/// nats.
public final class PairEvaluation {
    private final int step;
    private final PairSet pairs;
    private final double[] chosen; // Σ log π, in nats
    private final double[] rejected;

    PairEvaluation(int step, PairSet pairs, double[] chosen, double[] rejected) {
        this.step = step;
        this.pairs = pairs;
        this.chosen = chosen;
        this.rejected = rejected;
    }

    /// After which optimiser step.
    public int step() {
        return step;
    }

    public PairSet pairs() {
        return pairs;
    }

    public int size() {
        return pairs.size();
    }

    /// A pair's log-probs and lengths, from which everything else follows.
    public PairLogProbs at(int pair) {
        return new PairLogProbs(
                chosen[pair],
                rejected[pair],
                pairs.referenceChosen(pair),
                pairs.referenceRejected(pair),
                pairs.chosenLength(pair),
                pairs.rejectedLength(pair));
    }

    /// Δ of the chosen completion, in nats.
    public double chosenLogRatio(int pair) {
        return chosen[pair] - pairs.referenceChosen(pair);
    }

    /// Δ of the rejected completion, in nats.
    public double rejectedLogRatio(int pair) {
        return rejected[pair] - pairs.referenceRejected(pair);
    }

    /// h, in nats.
    public double margin(int pair) {
        return chosenLogRatio(pair) - rejectedLogRatio(pair);
    }

    /// How much longer the chosen completion is, in scored tokens.
    public int gap(int pair) {
        return pairs.chosenLength(pair) - pairs.rejectedLength(pair);
    }

    /// The same evaluation holding on to `other`'s pairs, where they are the same.
    public PairEvaluation sharing(PairSet other) {
        return pairs.sameAs(other) ? new PairEvaluation(step, other, chosen, rejected) : this;
    }
}
