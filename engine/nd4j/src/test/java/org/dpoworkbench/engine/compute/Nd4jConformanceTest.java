package org.dpoworkbench.engine.compute;

import org.dpoworkbench.engine.compute.nd4j.Nd4jBackend;

/// ND4J's operations against the control.
class Nd4jConformanceTest implements BackendConformance {
    @Override
    public Backend open() {
        return new Nd4jBackend();
    }
}
