package org.dpoworkbench.engine.loss;

/// CPO's preference term with IPO's loss, TRL's CPO trainer with `loss_type` ipo: `(h - 1/(2β))²` of mean log-probs per
/// token.
///
/// @param alpha AlphaPO's shape; 0: the log-prob
public record CpoIpo(double beta, double alpha) implements ReferenceFreeLoss {
    public CpoIpo {
        Beta.requirePositive(beta);
    }

    @Override
    public PairGradient at(PairLogProbs pair) {
        double chosen = pair.chosenPerToken();
        double rejected = pair.rejectedPerToken();
        double off = AlphaReward.of(alpha, chosen) - AlphaReward.of(alpha, rejected) - 1 / (2 * beta);
        return new PairGradient(
                off * off,
                Product.of(2 * off, AlphaReward.slope(alpha, chosen)) / Math.max(1, pair.chosenLength()),
                Product.of(-2 * off, AlphaReward.slope(alpha, rejected)) / Math.max(1, pair.rejectedLength()));
    }
}
