package org.dpoworkbench.engine.order;

import org.dpoworkbench.engine.config.BatchConfig;

/// In which order an epoch visits the pairs: each pair once, the same order whenever it is asked for.
public sealed interface EpochOrder permits Sequential, Shuffled, GroupedByLength {

    /// The indices of all pairs in the order of an epoch.
    ///
    /// @param epoch 0 for the first
    int[] order(int epoch);

    /// How many pairs an epoch has.
    int pairs();

    /// The order that a run's configuration asks for.
    ///
    /// @param lengths tokens of each pair, by its index; only `group_by_length` looks at them
    static EpochOrder of(BatchConfig config, int[] lengths) {
        return switch (config.trainSamplingStrategy()) {
            case SEQUENTIAL -> new Sequential(lengths.length);
            case RANDOM -> new Shuffled(lengths.length, config.seed());
            case GROUP_BY_LENGTH ->
                new GroupedByLength(
                        lengths,
                        Math.multiplyExact(config.perDeviceTrainBatchSize(), config.gradientAccumulationSteps()),
                        config.seed());
        };
    }
}
