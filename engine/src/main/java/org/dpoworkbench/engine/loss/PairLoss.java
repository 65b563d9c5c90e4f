package org.dpoworkbench.engine.loss;

import java.util.OptionalDouble;

/// A loss that sees one pair at a time.
public sealed interface PairLoss extends PairwiseLoss
        permits Dpo,
                Ipo,
                Hinge,
                Exo,
                Nca,
                RobustDpo,
                Bco,
                Sppo,
                ApoZero,
                ApoDown,
                DiscoPop,
                DpoPerToken,
                DpoPositive,
                Divergent,
                ReferenceFreeLoss {

    /// The loss of one pair and its gradient; finite for all finite log-probabilities of practice (±10,000 nats)
    /// wherever the mathematical value fits a double.
    PairGradient at(PairLogProbs pair);

    @Override
    default void addTo(PairBatch batch, double weight) {
        for (int i = 0; i < batch.pairs(); i++) {
            batch.give(i, weight, at(batch.pair(i)));
        }
    }

    @Override
    default PairGradient alone(PairLogProbs pair) {
        return at(pair);
    }

    @Override
    default OptionalDouble startingValue() {
        return OptionalDouble.of(at(new PairLogProbs(0, 0, 0, 0, 1, 1)).loss());
    }
}
