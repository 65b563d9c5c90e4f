package org.dpoworkbench.engine.loss;

/// NCA on pairs, Chen et al. 2024 (arXiv 2402.05369), with K = 2:
/// `-log σ(r_w) - 1/2 Σ_y log σ(-r_y)`, r = βΔ. It lifts chosen by itself, not by the margin alone.
public record Nca(double beta) implements PairLoss {
    public Nca {
        Beta.requirePositive(beta);
    }

    @Override
    public PairGradient at(PairLogProbs pair) {
        double chosen = beta * pair.chosenLogRatio();
        double rejected = beta * pair.rejectedLogRatio();
        double loss =
                Sigmoid.negativeLog(chosen) + 0.5 * Sigmoid.negativeLog(-chosen) + 0.5 * Sigmoid.negativeLog(-rejected);
        return new PairGradient(
                loss, beta * (0.5 * Sigmoid.of(chosen) - Sigmoid.of(-chosen)), beta * 0.5 * Sigmoid.of(rejected));
    }
}
