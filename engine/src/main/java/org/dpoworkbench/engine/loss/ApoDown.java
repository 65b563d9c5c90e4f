package org.dpoworkbench.engine.loss;

/// APO-down, D'Oosterlinck et al. 2024 (arXiv 2408.06266), equation 8: `σ(βΔ_w) + 1 - σ(β(Δ_w - Δ_l))`; both down,
/// rejected more. For chosen answers worse than the model's own.
public record ApoDown(double beta) implements PairLoss {
    public ApoDown {
        Beta.requirePositive(beta);
    }

    @Override
    public PairGradient at(PairLogProbs pair) {
        double chosen = beta * pair.chosenLogRatio();
        double margin = beta * pair.margin();
        double apart = beta * Sigmoid.slope(margin);
        return new PairGradient(Sigmoid.of(chosen) + Sigmoid.of(-margin), beta * Sigmoid.slope(chosen) - apart, apart);
    }
}
