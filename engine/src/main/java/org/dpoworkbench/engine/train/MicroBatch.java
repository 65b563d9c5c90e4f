package org.dpoworkbench.engine.train;

import org.dpoworkbench.engine.model.Decoder;

/// Examples that are computed at once, and what a forward pass tells of their tokens.
final class MicroBatch {
    private final ExamplePacker packer;
    private final double[] logProbs; // (targets)
    private final double[] logSumSquares; // (targets), or none

    /// @param squares whether the forward pass tells log Σ p² as well
    MicroBatch(TokenBudget budget, boolean squares) {
        packer = new ExamplePacker(budget);
        logProbs = new double[budget.targets()];
        logSumSquares = new double[squares ? budget.targets() : 0];
    }

    ExamplePacker packer() {
        return packer;
    }

    void forward(Decoder decoder) {
        decoder.forward(packer.batch(), logProbs, logSumSquares);
    }

    /// @param key of the dropout of training
    void forward(Decoder decoder, long key) {
        decoder.forward(packer.batch(), logProbs, logSumSquares, key);
    }

    /// Log-prob of each target.
    double[] logProbs() {
        return logProbs;
    }

    /// log Σ_v p_v² at each target, where it was asked for.
    double[] logSumSquares() {
        return logSumSquares;
    }
}
