package org.dpoworkbench.engine.loss;

import java.util.OptionalDouble;

/// A loss that sees one pair at a time; a batch's loss is the mean over its pairs.
public sealed interface PairLoss extends PairwiseLoss permits Dpo, Ipo, Hinge {

    /// The loss of one pair and its gradient; finite for all finite log-probabilities of practice (±10,000 nats).
    PairGradient at(PairLogProbs pair);

    @Override
    default PairGradient alone(PairLogProbs pair) {
        return at(pair);
    }

    @Override
    default OptionalDouble startingValue() {
        return OptionalDouble.of(at(new PairLogProbs(0, 0, 0, 0, 1, 1)).loss());
    }
}
