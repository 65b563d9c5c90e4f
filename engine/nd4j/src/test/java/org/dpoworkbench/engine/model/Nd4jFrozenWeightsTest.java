package org.dpoworkbench.engine.model;

import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.nd4j.Nd4jBackend;

/// Frozen bfloat16 weights by ND4J.
class Nd4jFrozenWeightsTest extends FrozenWeightsTest {
    @Override
    Backend open() {
        return new Nd4jBackend();
    }
}
