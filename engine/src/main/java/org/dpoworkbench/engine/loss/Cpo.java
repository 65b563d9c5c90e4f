package org.dpoworkbench.engine.loss;

/// CPO's preference term, Xu et al. 2024 (arXiv 2401.08417), equation 3: DPO under a uniform reference,
/// `-log σ(β (log π(y_w) - log π(y_l)))`, smoothed as TRL does. The likelihood term is [LikelihoodTerm].
///
/// @param labelSmoothing in [0, 0.5)
/// @param alpha          AlphaPO's shape; 0: the log-prob
public record Cpo(double beta, double labelSmoothing, double alpha) implements ReferenceFreeLoss {
    public Cpo {
        Beta.requirePositive(beta);
    }

    @Override
    public PairGradient at(PairLogProbs pair) {
        double h = AlphaReward.of(alpha, pair.chosen()) - AlphaReward.of(alpha, pair.rejected());
        PairGradient at = new Dpo(beta, labelSmoothing).atMargin(h);
        return new PairGradient(
                at.loss(),
                Product.of(at.chosen(), AlphaReward.slope(alpha, pair.chosen())),
                Product.of(at.rejected(), AlphaReward.slope(alpha, pair.rejected())));
    }
}
