package org.dpoworkbench.engine.compute.nd4j;

/// The version that this module is built with.
final class Nd4jVersion {
    static final String VERSION = "1.0.0-M2.1";

    private Nd4jVersion() {}
}
