package org.dpoworkbench.engine.loss;

/// DPO-positive (DPOP), Pal et al. 2024 (arXiv 2402.13228), equation 3: `-log σ(β (h - λ max(0, -Δ_w)))`. Where chosen
/// falls below the reference it is pulled back; at the kink there is no penalty.
///
/// @param lambda λ, >= 0; 0 leaves DPO
public record DpoPositive(double beta, double lambda) implements PairLoss {
    public DpoPositive {
        Beta.requirePositive(beta);
        if (!(lambda >= 0)) {
            throw new IllegalArgumentException("lambda must be >= 0, is " + lambda);
        }
    }

    @Override
    public PairGradient at(PairLogProbs pair) {
        double fallen = Math.max(0, -pair.chosenLogRatio());
        double x = beta * (pair.margin() - lambda * fallen);
        double slope = -beta * Sigmoid.of(-x);
        return new PairGradient(Sigmoid.negativeLog(x), fallen > 0 ? slope * (1 + lambda) : slope, -slope);
    }
}
