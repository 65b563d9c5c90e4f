package org.dpoworkbench.engine.loss;

/// SimPO, Meng et al. 2024 (arXiv 2405.14734), equation 6: `-log σ(β/|y_w| log π(y_w) - β/|y_l| log π(y_l) - γ)`,
/// smoothed as TRL does.
///
/// @param gamma          γ, the margin asked for, in units of β times nats per token
/// @param labelSmoothing in [0, 0.5)
/// @param alpha          AlphaPO's shape; 0: the log-prob
public record SimPo(double beta, double gamma, double labelSmoothing, double alpha) implements ReferenceFreeLoss {
    public SimPo {
        Beta.requirePositive(beta);
    }

    @Override
    public PairGradient at(PairLogProbs pair) {
        double chosen = pair.chosenPerToken();
        double rejected = pair.rejectedPerToken();
        double h = AlphaReward.of(alpha, chosen) - AlphaReward.of(alpha, rejected) - gamma / beta;
        PairGradient at = new Dpo(beta, labelSmoothing).atMargin(h);
        return new PairGradient(
                at.loss(),
                Product.of(at.chosen(), AlphaReward.slope(alpha, chosen)) / Math.max(1, pair.chosenLength()),
                Product.of(at.rejected(), AlphaReward.slope(alpha, rejected)) / Math.max(1, pair.rejectedLength()));
    }
}
