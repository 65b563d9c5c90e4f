package org.dpoworkbench.engine.loss;

/// The strength of the pull towards the reference.
final class Beta {
    private Beta() {}

    static void requirePositive(double beta) {
        if (!(beta > 0) || !Double.isFinite(beta)) {
            throw new IllegalArgumentException("beta must be a number above 0, is " + beta);
        }
    }
}
