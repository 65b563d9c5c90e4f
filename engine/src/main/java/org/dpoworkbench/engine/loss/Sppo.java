package org.dpoworkbench.engine.loss;

/// SPPO with hard labels, Wu et al. 2024 (arXiv 2405.00675), equation 4.7 with P = 1 for chosen and 0 for rejected:
/// `(Δ_w - 1/(2β))² + (Δ_l + 1/(2β))²`, β being 1/η.
public record Sppo(double beta) implements PairLoss {
    public Sppo {
        Beta.requirePositive(beta);
    }

    @Override
    public PairGradient at(PairLogProbs pair) {
        double target = 0.5 / beta;
        double chosen = pair.chosenLogRatio() - target;
        double rejected = pair.rejectedLogRatio() + target;
        return new PairGradient(chosen * chosen + rejected * rejected, 2 * chosen, 2 * rejected);
    }
}
