package org.dpoworkbench.engine.loss;

import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.problem.UserError;

/// A loss on pairs.
public sealed interface PairwiseLoss extends PreferenceLoss permits PairLoss {

    /// The loss and its gradient where the pair is a batch of its own.
    PairGradient alone(PairLogProbs pair);

    /// The loss of pairs that a configuration asks for.
    static PairwiseLoss of(LossConfig config) {
        return switch (config.lossType()) {
            case SIGMOID -> new Dpo(config.beta(), config.labelSmoothing());
            case HINGE -> new Hinge(config.beta());
            case IPO -> new Ipo(config.beta(), config.ipoNormalisation());
            default -> throw new UserError("loss_type " + config.lossType().text() + " is not there yet.");
        };
    }
}
