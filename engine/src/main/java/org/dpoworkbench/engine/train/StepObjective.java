package org.dpoworkbench.engine.train;

import java.util.Map;

/// What an optimiser step minimises. It sees the step's micro-batches one after the other.
interface StepObjective {

    /// Begins a step.
    void begin(StepPairs step);

    /// The gradient of the step's loss with respect to the log-prob of each of a micro-batch's targets.
    ///
    /// @param packer   the micro-batch
    /// @param first    its first pair's number within the step
    /// @param logProbs of its targets
    /// @param gradient of its targets, written
    void gradient(PairPacker packer, int first, double[] logProbs, double[] gradient);

    /// The step's loss, once all its micro-batches were seen.
    double loss();

    /// Puts the step's metrics into `metrics`.
    void report(Map<String, Double> metrics);
}
