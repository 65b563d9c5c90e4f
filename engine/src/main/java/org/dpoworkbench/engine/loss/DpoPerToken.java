package org.dpoworkbench.engine.loss;

/// DPO of log-ratios per token, TRL's `sigmoid_norm`: `-log σ(β (Δ_w/|y_w| - Δ_l/|y_l|))`, as in the Tulu 3 report
/// (Lambert et al. 2024, arXiv 2411.15124).
public record DpoPerToken(double beta) implements PairLoss {
    public DpoPerToken {
        Beta.requirePositive(beta);
    }

    @Override
    public PairGradient at(PairLogProbs pair) {
        double x = beta * pair.marginPerToken();
        double slope = -beta * Sigmoid.of(-x);
        return new PairGradient(
                Sigmoid.negativeLog(x),
                slope / Math.max(1, pair.chosenLength()),
                -slope / Math.max(1, pair.rejectedLength()));
    }
}
