package org.dpoworkbench.engine.loss;

import java.util.OptionalDouble;
import org.dpoworkbench.engine.config.LossConfig;

/// A loss on preference data: pairs, completions with verdicts, or ranked lists.
public sealed interface PreferenceLoss permits PairwiseLoss, VerdictLoss, PlackettLuce {

    /// The loss while policy and reference are the same model; empty where it depends on the data.
    OptionalDouble startingValue();

    /// The loss that a configuration asks for.
    static PreferenceLoss of(LossConfig config) {
        return switch (config.data()) {
            case PAIRS -> PairwiseLoss.of(config);
            case UNPAIRED -> VerdictLoss.of(config);
            case RANKED -> new PlackettLuce(config.beta());
        };
    }
}
