package org.dpoworkbench.engine.loss;

/// EXO on pairs, Ji et al. 2024 (arXiv 2402.00856), equation 16: the reverse KL from the policy's preference
/// `q = (σ(βh), σ(-βh))` to the labels' `(1 - ε, ε)`. Least where `σ(βh) = 1 - ε`.
///
/// @param labelSmoothing ε, in (0, 0.5); the paper has 0.001
public record Exo(double beta, double labelSmoothing) implements PairLoss {
    public Exo {
        Beta.requirePositive(beta);
        if (!(labelSmoothing > 0 && labelSmoothing < 0.5)) {
            throw new IllegalArgumentException("label smoothing must be in (0, 0.5), is " + labelSmoothing);
        }
    }

    @Override
    public PairGradient at(PairLogProbs pair) {
        double x = beta * pair.margin();
        double right = Sigmoid.of(x);
        double wrong = Sigmoid.of(-x);
        double logRight = Math.log1p(-labelSmoothing);
        double logWrong = Math.log(labelSmoothing);
        double loss = Product.of(right, -Sigmoid.negativeLog(x) - logRight)
                + Product.of(wrong, -Sigmoid.negativeLog(-x) - logWrong);
        // The derivatives of the two logarithms cancel: q_w q_l (log(q_w / q_l) - log((1 - ε) / ε)).
        double slope = beta * Product.of(right * wrong, x - logRight + logWrong);
        return new PairGradient(loss, slope, -slope);
    }
}
