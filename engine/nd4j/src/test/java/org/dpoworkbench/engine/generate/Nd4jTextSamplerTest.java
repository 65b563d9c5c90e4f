package org.dpoworkbench.engine.generate;

import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.nd4j.Nd4jBackend;

/// Sampling by ND4J.
class Nd4jTextSamplerTest extends TextSamplerTest {
    @Override
    Backend open() {
        return new Nd4jBackend();
    }
}
