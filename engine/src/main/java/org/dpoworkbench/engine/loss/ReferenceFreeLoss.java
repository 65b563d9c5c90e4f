package org.dpoworkbench.engine.loss;

import java.util.OptionalDouble;

/// A loss of one pair that looks at the policy alone, so that it starts anywhere.
public sealed interface ReferenceFreeLoss extends PairLoss
        permits Cpo, CpoHinge, CpoIpo, SimPo, OddsRatio, Unlikelihood, PreferredFineTuning {

    @Override
    default OptionalDouble startingValue() {
        return OptionalDouble.empty();
    }
}
