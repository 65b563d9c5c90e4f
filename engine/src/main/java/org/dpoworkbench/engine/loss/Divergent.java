package org.dpoworkbench.engine.loss;

import org.dpoworkbench.engine.config.FDivergence;

/// A loss of the difference of two log-ratios under another divergence, Wang et al. 2023 (arXiv 2309.16240): each
/// log-ratio Δ gives way to f'(e^Δ).
///
/// As TRL, exponents of `alpha_divergence` end at 80, and beyond that there is no gradient.
///
/// @param loss a function of the difference, in which what f' leaves of the partition function cancels
/// @param coefficient α of `alpha_divergence`
public record Divergent(PairLoss loss, FDivergence divergence, double coefficient) implements PairLoss {
    private static final double LOG_2 = Math.log(2);
    private static final double LARGEST_EXPONENT = 80;
    private static final double NEAR_ONE = 1e-6;

    @Override
    public PairGradient at(PairLogProbs pair) {
        double chosen = pair.chosenLogRatio();
        double rejected = pair.rejectedLogRatio();
        PairGradient at = loss.at(
                new PairLogProbs(score(chosen), score(rejected), 0, 0, pair.chosenLength(), pair.rejectedLength()));
        if (chosen == rejected && !Double.isFinite(score(chosen))) {
            // Equal scores beyond all numbers: the margin is 0, not infinity less infinity.
            at = loss.at(new PairLogProbs(0, 0, 0, 0, pair.chosenLength(), pair.rejectedLength()));
        }
        return new PairGradient(
                at.loss(), Product.of(at.chosen(), slope(chosen)), Product.of(at.rejected(), slope(rejected)));
    }

    /// f'(e^Δ).
    private double score(double logRatio) {
        return switch (divergence) {
            case REVERSE_KL -> logRatio;
            case FORWARD_KL -> -Math.expm1(-logRatio);
            case JS_DIVERGENCE -> LOG_2 - Sigmoid.negativeLog(logRatio);
            case ALPHA_DIVERGENCE -> isReverseKl() ? logRatio : Math.expm1(exponent(logRatio)) / (coefficient - 1);
        };
    }

    /// d f'(e^Δ) / dΔ.
    private double slope(double logRatio) {
        return switch (divergence) {
            case REVERSE_KL -> 1;
            case FORWARD_KL -> Math.exp(-logRatio);
            case JS_DIVERGENCE -> Sigmoid.of(-logRatio);
            case ALPHA_DIVERGENCE -> {
                if (isReverseKl()) {
                    yield 1;
                }
                yield (coefficient - 1) * logRatio > LARGEST_EXPONENT ? 0 : Math.exp(exponent(logRatio));
            }
        };
    }

    private double exponent(double logRatio) {
        return Math.min((coefficient - 1) * logRatio, LARGEST_EXPONENT);
    }

    private boolean isReverseKl() {
        return Math.abs(coefficient - 1) < NEAR_ONE;
    }
}
