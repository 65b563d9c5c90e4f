package org.dpoworkbench.engine.train;

import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.nd4j.Nd4jBackend;

/// Sixty steps by ND4J.
class Nd4jTrajectoryTest extends TrajectoryTest {
    @Override
    Backend open() {
        return new Nd4jBackend();
    }
}
