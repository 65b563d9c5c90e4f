package org.dpoworkbench.engine.loss;

import java.util.OptionalDouble;
import org.dpoworkbench.engine.config.LossConfig;

/// A loss on preference data.
public sealed interface PreferenceLoss permits PairwiseLoss {

    /// The loss while policy and reference are the same model; empty where it depends on the data.
    OptionalDouble startingValue();

    /// The loss that a configuration asks for.
    static PreferenceLoss of(LossConfig config) {
        return PairwiseLoss.of(config);
    }
}
