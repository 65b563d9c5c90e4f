package org.dpoworkbench.engine.loss;

import java.util.OptionalDouble;

/// APO-zero without pairs, D'Oosterlinck et al. 2024 (arXiv 2408.06266), equation 7 of each side alone: KTO with the KL
/// taken as 0.
public record ApoZeroUnpaired(double beta, double desirableWeight, double undesirableWeight) implements VerdictLoss {
    public ApoZeroUnpaired {
        Beta.requirePositive(beta);
    }

    @Override
    public VerdictGradient at(double logRatio, boolean desirable, double kl) {
        return new Kto(beta, desirableWeight, undesirableWeight).at(logRatio, desirable, 0);
    }

    @Override
    public boolean usesKl() {
        return false;
    }

    @Override
    public OptionalDouble startingValue() {
        return new Kto(beta, desirableWeight, undesirableWeight).startingValue();
    }
}
