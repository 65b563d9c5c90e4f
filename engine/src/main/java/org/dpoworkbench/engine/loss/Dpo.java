package org.dpoworkbench.engine.loss;

/// DPO, Rafailov et al. 2023 (arXiv 2305.18290), equation 7: `-log σ(βh)`.
///
/// With label smoothing ε it is conservative DPO, Mitchell 2023 ("A note on DPO with noisy preferences &
/// relationship to IPO", equation 3): `-(1 - ε) log σ(βh) - ε log σ(-βh)`, least where `σ(βh) = 1 - ε`.
///
/// @param labelSmoothing ε, the probability that a label is flipped, in [0, 0.5)
public record Dpo(double beta, double labelSmoothing) implements PairLoss {
    public Dpo {
        Beta.requirePositive(beta);
        if (!(labelSmoothing >= 0 && labelSmoothing < 0.5)) {
            throw new IllegalArgumentException("label smoothing must be in [0, 0.5), is " + labelSmoothing);
        }
    }

    @Override
    public PairGradient at(PairLogProbs pair) {
        return atMargin(pair.margin());
    }

    /// @param h margin in nats
    PairGradient atMargin(double h) {
        double x = beta * h;
        double loss = (1 - labelSmoothing) * Sigmoid.negativeLog(x);
        if (labelSmoothing > 0) { // 0 × ∞ would be no number
            loss += labelSmoothing * Sigmoid.negativeLog(-x);
        }
        // d loss / dx = -(1 - ε) σ(-x) + ε σ(x) = ε - σ(-x)
        double slope = beta * (labelSmoothing - Sigmoid.of(-x));
        return new PairGradient(loss, slope, -slope);
    }
}
