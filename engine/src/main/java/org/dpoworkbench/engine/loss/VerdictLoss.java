package org.dpoworkbench.engine.loss;

import org.dpoworkbench.engine.config.LossConfig;

/// A loss of completions with a verdict each: desirable or not. A batch's loss is the mean over its completions.
public sealed interface VerdictLoss extends PreferenceLoss permits Kto, ApoZeroUnpaired {

    /// The loss of one completion.
    ///
    /// @param logRatio  Δ, in nats
    /// @param desirable the verdict
    /// @param kl        the batch's estimate of the policy's KL from the reference, >= 0, in nats; no gradient goes
    ///                  through it
    VerdictGradient at(double logRatio, boolean desirable, double kl);

    /// Whether it looks at the KL at all.
    boolean usesKl();

    /// KTO's estimate of the KL: the mean log-ratio of completions under other completions' prompts, and 0 where
    /// that is negative (Ethayarajh et al. 2024, arXiv 2402.01306).
    static double kl(double sumOfLogRatios, int count) {
        return Math.max(0, sumOfLogRatios / count);
    }

    static VerdictLoss of(LossConfig config) {
        return switch (config.lossType()) {
            case KTO -> new Kto(config.beta(), config.desirableWeight(), config.undesirableWeight());
            case APO_ZERO_UNPAIRED ->
                new ApoZeroUnpaired(config.beta(), config.desirableWeight(), config.undesirableWeight());
            default -> throw new IllegalArgumentException(config.lossType().text() + " is no loss of verdicts");
        };
    }
}
