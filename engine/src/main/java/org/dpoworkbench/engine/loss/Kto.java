package org.dpoworkbench.engine.loss;

import java.util.OptionalDouble;

/// KTO, Ethayarajh et al. 2024 (arXiv 2402.01306), equation 7: `λ_D (1 - σ(β(Δ - z)))` of a desirable completion,
/// `λ_U (1 - σ(β(z - Δ)))` of an undesirable one, z being the KL.
public record Kto(double beta, double desirableWeight, double undesirableWeight) implements VerdictLoss {
    public Kto {
        Beta.requirePositive(beta);
    }

    @Override
    public VerdictGradient at(double logRatio, boolean desirable, double kl) {
        double x = beta * (logRatio - kl);
        return desirable
                ? new VerdictGradient(desirableWeight * Sigmoid.of(-x), -desirableWeight * beta * Sigmoid.slope(x))
                : new VerdictGradient(undesirableWeight * Sigmoid.of(x), undesirableWeight * beta * Sigmoid.slope(x));
    }

    @Override
    public boolean usesKl() {
        return true;
    }

    @Override
    public OptionalDouble startingValue() {
        return desirableWeight == undesirableWeight ? OptionalDouble.of(desirableWeight / 2) : OptionalDouble.empty();
    }
}
