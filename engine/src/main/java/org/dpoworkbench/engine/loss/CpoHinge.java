package org.dpoworkbench.engine.loss;

/// CPO's preference term with the hinge loss, TRL's CPO trainer with `loss_type` hinge:
/// `max(0, 1 - β (log π(y_w) - log π(y_l)))`, the likelihood form of SLiC (Zhao et al. 2023, arXiv 2305.10425).
///
/// @param alpha AlphaPO's shape; 0: the log-prob
public record CpoHinge(double beta, double alpha) implements ReferenceFreeLoss {
    public CpoHinge {
        Beta.requirePositive(beta);
    }

    @Override
    public PairGradient at(PairLogProbs pair) {
        double h = AlphaReward.of(alpha, pair.chosen()) - AlphaReward.of(alpha, pair.rejected());
        double loss = Math.max(0, 1 - beta * h);
        double slope = loss > 0 ? -beta : 0;
        return new PairGradient(
                loss,
                Product.of(slope, AlphaReward.slope(alpha, pair.chosen())),
                Product.of(-slope, AlphaReward.slope(alpha, pair.rejected())));
    }
}
