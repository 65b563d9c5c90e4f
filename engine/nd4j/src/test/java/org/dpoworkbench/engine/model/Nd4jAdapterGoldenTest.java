package org.dpoworkbench.engine.model;

import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.nd4j.Nd4jBackend;

/// Adapters by ND4J.
class Nd4jAdapterGoldenTest extends AdapterGoldenTest {
    @Override
    Backend open() {
        return new Nd4jBackend();
    }
}
