package org.dpoworkbench.engine.order;

import org.dpoworkbench.engine.config.BatchConfig;
import org.dpoworkbench.engine.problem.UserError;

/// How a run's epochs are cut into batches and optimiser steps, as transformers' `Trainer` does: an epoch's last batch
/// may have fewer pairs, its last step fewer batches, and no step crosses an epoch's end.
///
/// @param pairs        of an epoch, >= 1
/// @param batchSize    pairs of a logical batch
/// @param accumulation logical batches of a step
/// @param totalSteps   optimiser steps of the run
public record StepPlan(int pairs, int batchSize, int accumulation, int totalSteps) {
    public StepPlan {
        if (pairs < 1 || batchSize < 1 || accumulation < 1 || totalSteps < 1) {
            throw new IllegalArgumentException("%d pairs in batches of %d, %d a step, %d steps"
                    .formatted(pairs, batchSize, accumulation, totalSteps));
        }
    }

    /// The plan of a run: `max_steps` where it is given, else `num_train_epochs` times the steps of an epoch, rounded
    /// up.
    public static StepPlan of(BatchConfig config, int pairs) {
        int batchSize = config.perDeviceTrainBatchSize();
        int accumulation = config.gradientAccumulationSteps();
        int stepsPerEpoch = Math.ceilDiv(Math.ceilDiv(pairs, batchSize), accumulation);
        double steps = Math.ceil(config.numTrainEpochs() * stepsPerEpoch);
        if (config.maxSteps().isEmpty() && steps > Integer.MAX_VALUE) {
            throw new UserError("num_train_epochs " + config.numTrainEpochs() + " would take " + steps
                    + " steps; at most " + Integer.MAX_VALUE + " are possible.");
        }
        return new StepPlan(
                pairs, batchSize, accumulation, config.maxSteps().orElse((int) Math.min(steps, Integer.MAX_VALUE)));
    }

    public int batchesPerEpoch() {
        return Math.ceilDiv(pairs, batchSize);
    }

    public int stepsPerEpoch() {
        return Math.ceilDiv(batchesPerEpoch(), accumulation);
    }

    /// The epoch, from 0, that step `step`, from 0, belongs to.
    public int epoch(int step) {
        return step / stepsPerEpoch();
    }

    /// How many logical batches step `step` has.
    public int batches(int step) {
        return Math.min(accumulation, batchesPerEpoch() - firstBatch(step));
    }

    /// Where a batch begins in its epoch's order.
    ///
    /// @param batch of the step, from 0
    public int firstPair(int step, int batch) {
        return (firstBatch(step) + batch) * batchSize;
    }

    /// How many pairs a batch has.
    ///
    /// @param batch of the step, from 0
    public int pairs(int step, int batch) {
        return Math.min(batchSize, pairs - firstPair(step, batch));
    }

    /// The metric `epoch` once step `step` is done: epochs finished plus the share of this one's batches, as in
    /// transformers.
    public double epochAfter(int step) {
        return epoch(step) + (double) (firstBatch(step) + batches(step)) / batchesPerEpoch();
    }

    private int firstBatch(int step) {
        return step % stepsPerEpoch() * accumulation;
    }
}
