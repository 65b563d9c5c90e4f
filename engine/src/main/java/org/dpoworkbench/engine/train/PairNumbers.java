package org.dpoworkbench.engine.train;

import org.dpoworkbench.engine.loss.PairLogProbs;

/// What is known of a step's pairs, by their place in the step. Written anew each step.
final class PairNumbers {
    /// All tokens counting alike: what metrics are made of.
    final PairLogProbs[] plain;
    /// What the loss compares.
    final PairLogProbs[] compared;
    /// What the pair's loss is multiplied by.
    final double[] factor;
    /// Derivatives of the step's loss.
    final double[] ofChosen;
    final double[] ofRejected;
    final double[] ofLikelihood;

    PairNumbers(int pairs) {
        plain = new PairLogProbs[pairs];
        compared = new PairLogProbs[pairs];
        factor = new double[pairs];
        ofChosen = new double[pairs];
        ofRejected = new double[pairs];
        ofLikelihood = new double[pairs];
    }

    /// WPO's weight of a pair, Zhou et al. 2024 (arXiv 2406.11827), equation 2, with its alignment: for each side the
    /// geometric mean of p / Σ p² over its tokens.
    static double factor(TokenWeighting weighting, double alignedChosen, double alignedRejected) {
        return weighting.aligned() ? Math.exp(alignedChosen) * Math.exp(alignedRejected) : 1;
    }
}
