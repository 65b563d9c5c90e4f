package org.dpoworkbench.engine.loss;

/// DiscoPOP's log-ratio modulated loss, Lu et al. 2024 (arXiv 2406.08414), equation 5: with x = βh and m = σ(x/τ),
/// `-log σ(x) (1 - m) + e^-x m`.
///
/// TRL multiplies an infinite e^-x by m = 0 where x is far below 0; here the product is one exponential, so that it is
/// finite there.
///
/// @param tau τ, > 0; the paper has 0.05
public record DiscoPop(double beta, double tau) implements PairLoss {
    public DiscoPop {
        Beta.requirePositive(beta);
        if (!(tau > 0)) {
            throw new IllegalArgumentException("tau must be above 0, is " + tau);
        }
    }

    @Override
    public PairGradient at(PairLogProbs pair) {
        double x = beta * pair.margin();
        double logistic = Sigmoid.of(-x / tau); // 1 - m
        double exponential = Math.exp(exponent(x)); // e^-x m
        double log = Sigmoid.negativeLog(x);
        double loss = Product.of(log, logistic) + exponential;
        double slope = -Sigmoid.of(-x) * logistic
                - Product.of(log, Sigmoid.slope(x / tau)) / tau
                + Product.of(exponential, logistic / tau - 1);
        return new PairGradient(loss, beta * slope, -beta * slope);
    }

    /// `-x + log σ(x/τ)`.
    private double exponent(double x) {
        double steep = x < 0 ? x * (1 / tau - 1) : -x;
        return steep - Math.log1p(Math.exp(-Math.abs(x) / tau));
    }
}
