package org.dpoworkbench.engine.train;

import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.nd4j.Nd4jBackend;

/// Sixty steps of every loss by ND4J.
class Nd4jLossTrajectoryTest extends LossTrajectoryTest {
    @Override
    Backend open() {
        return new Nd4jBackend();
    }
}
