package org.dpoworkbench.engine.loss;

/// APO-zero, D'Oosterlinck et al. 2024 (arXiv 2408.06266), equation 7: `1 - σ(βΔ_w) + σ(βΔ_l)`; chosen up, rejected
/// down. For chosen answers better than the model's own.
public record ApoZero(double beta) implements PairLoss {
    public ApoZero {
        Beta.requirePositive(beta);
    }

    @Override
    public PairGradient at(PairLogProbs pair) {
        double chosen = beta * pair.chosenLogRatio();
        double rejected = beta * pair.rejectedLogRatio();
        return new PairGradient(
                Sigmoid.of(-chosen) + Sigmoid.of(rejected),
                -beta * Sigmoid.slope(chosen),
                beta * Sigmoid.slope(rejected));
    }
}
