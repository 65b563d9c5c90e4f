package org.dpoworkbench.engine.loss;

/// Robust DPO, Ray Chowdhury et al. 2024 (arXiv 2403.00409): with ℓ(h) = -log σ(βh),
/// `((1 - ε) ℓ(h) - ε ℓ(-h)) / (1 - 2ε)`, whose mean under labels flipped with probability ε is DPO's under clean ones.
/// Unbounded below: negative values are right.
///
/// @param labelSmoothing ε, in [0, 0.5)
public record RobustDpo(double beta, double labelSmoothing) implements PairLoss {
    public RobustDpo {
        Beta.requirePositive(beta);
        if (!(labelSmoothing >= 0 && labelSmoothing < 0.5)) {
            throw new IllegalArgumentException("label smoothing must be in [0, 0.5), is " + labelSmoothing);
        }
    }

    @Override
    public PairGradient at(PairLogProbs pair) {
        double x = beta * pair.margin();
        double scale = 1 / (1 - 2 * labelSmoothing);
        double loss =
                scale * ((1 - labelSmoothing) * Sigmoid.negativeLog(x) - labelSmoothing * Sigmoid.negativeLog(-x));
        double slope = -beta * scale * ((1 - labelSmoothing) * Sigmoid.of(-x) + labelSmoothing * Sigmoid.of(x));
        return new PairGradient(loss, slope, -slope);
    }
}
