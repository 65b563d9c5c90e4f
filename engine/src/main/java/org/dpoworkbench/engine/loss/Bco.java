package org.dpoworkbench.engine.loss;

/// BCO on pairs, Jung et al. 2024 (arXiv 2404.04656), with the reward shift δ = 0, as TRL's DPO trainer has
/// it: a binary classifier of each side, `-log σ(βΔ_w) - log σ(-βΔ_l)`.
public record Bco(double beta) implements PairLoss {
    public Bco {
        Beta.requirePositive(beta);
    }

    @Override
    public PairGradient at(PairLogProbs pair) {
        double chosen = beta * pair.chosenLogRatio();
        double rejected = beta * pair.rejectedLogRatio();
        return new PairGradient(
                Sigmoid.negativeLog(chosen) + Sigmoid.negativeLog(-rejected),
                -beta * Sigmoid.of(-chosen),
                beta * Sigmoid.of(rejected));
    }
}
