package org.dpoworkbench.engine.config;

import java.util.OptionalInt;
import org.dpoworkbench.engine.problem.Problems;

/// How many pairs a step sees, in which order, for how long.
///
/// @param perDeviceTrainBatchSize   pairs of a logical batch, which a batch-coupling loss sees at once
/// @param gradientAccumulationSteps logical batches of an optimiser step
/// @param numTrainEpochs            passes over the pairs, > 0; ignored where `maxSteps` is given
/// @param maxSteps                  optimiser steps; absent: by epochs
/// @param trainSamplingStrategy     order of the pairs
/// @param seed                      of the order and of sampling
/// @param maxTokensPerMicroBatch    token budget of a packed micro-batch; bounds memory, changes no number beyond
/// rounding, except which inputs an adapter's dropout leaves out
public record BatchConfig(
        int perDeviceTrainBatchSize,
        int gradientAccumulationSteps,
        double numTrainEpochs,
        OptionalInt maxSteps,
        Sampling trainSamplingStrategy,
        long seed,
        int maxTokensPerMicroBatch) {
    public static final int DEFAULT_TOKENS_PER_MICRO_BATCH = 2048;

    public BatchConfig {
        Problems.in("batch")
                .check(
                        perDeviceTrainBatchSize >= 1,
                        "per_device_train_batch_size must be >= 1, is %s",
                        perDeviceTrainBatchSize)
                .check(
                        gradientAccumulationSteps >= 1,
                        "gradient_accumulation_steps must be >= 1, is %s",
                        gradientAccumulationSteps)
                .check(
                        numTrainEpochs > 0 && Double.isFinite(numTrainEpochs),
                        "num_train_epochs must be > 0, is %s",
                        numTrainEpochs)
                .check(
                        maxSteps.isEmpty() || maxSteps.getAsInt() >= 1,
                        "max_steps must be >= 1, is %s",
                        maxSteps.orElse(0))
                .check(
                        maxTokensPerMicroBatch >= 2,
                        "max_tokens_per_micro_batch must be >= 2, is %s",
                        maxTokensPerMicroBatch)
                .throwIfAny();
    }

    /// The same with another token budget.
    public BatchConfig withMaxTokensPerMicroBatch(int tokens) {
        return new BatchConfig(
                perDeviceTrainBatchSize,
                gradientAccumulationSteps,
                numTrainEpochs,
                maxSteps,
                trainSamplingStrategy,
                seed,
                tokens);
    }
}
