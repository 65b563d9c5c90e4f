package org.dpoworkbench.engine.loss;

import org.dpoworkbench.engine.config.LossConfig;

/// A loss on preference data.
public sealed interface PreferenceLoss permits PairLoss {

    /// The loss of every pair while policy and reference are the same model.
    double startingValue();

    /// The loss that a configuration asks for.
    static PairLoss of(LossConfig config) {
        return switch (config.lossType()) {
            case SIGMOID -> new Dpo(config.beta(), config.labelSmoothing());
            case HINGE -> new Hinge(config.beta());
            case IPO -> new Ipo(config.beta(), config.ipoNormalisation());
        };
    }
}
