package org.dpoworkbench.engine.loss;

/// AlphaPO's reward, Gupta et al. 2025 (arXiv 2501.03884): `(1 - p^-α) / α` of a probability p, which at
/// α = 0 is log p.
final class AlphaReward {
    private AlphaReward() {}

    static double of(double alpha, double logProb) {
        return alpha == 0 ? logProb : -Math.expm1(-alpha * logProb) / alpha;
    }

    /// Its derivative with respect to log p.
    static double slope(double alpha, double logProb) {
        return alpha == 0 ? 1 : Math.exp(-alpha * logProb);
    }
}
