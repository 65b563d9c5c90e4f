package org.dpoworkbench.engine.model;

import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.nd4j.Nd4jBackend;

/// Hidden states, logits, log-probs and gradients of every architecture by ND4J.
class Nd4jDecoderGoldenTest extends DecoderGoldenTest {
    @Override
    Backend open() {
        return new Nd4jBackend();
    }
}
