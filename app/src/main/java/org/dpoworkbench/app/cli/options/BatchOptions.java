package org.dpoworkbench.app.cli.options;

import java.util.Optional;
import org.dpoworkbench.engine.config.BatchConfig;
import org.dpoworkbench.engine.config.Sampling;
import picocli.CommandLine.Option;

/// How many pairs a step sees, in which order, for how long.
public final class BatchOptions {
    @Option(
            names = "--per-device-train-batch-size",
            paramLabel = "PAIRS",
            defaultValue = "8",
            description = "Pairs of a batch (default: ${DEFAULT-VALUE}).")
    private int batchSize;

    @Option(
            names = "--gradient-accumulation-steps",
            paramLabel = "N",
            defaultValue = "1",
            description = "Batches of an optimiser step (default: ${DEFAULT-VALUE}).")
    private int accumulation;

    @Option(
            names = "--num-train-epochs",
            paramLabel = "N",
            defaultValue = "3",
            description = "Passes over the pairs, a fraction is allowed (default: ${DEFAULT-VALUE}).")
    private double epochs;

    @Option(
            names = "--max-steps",
            paramLabel = "STEPS",
            description = "Optimiser steps; wins over --num-train-epochs (default: by epochs).")
    private Optional<Integer> maxSteps = Optional.empty();

    @Option(
            names = "--train-sampling-strategy",
            paramLabel = "ORDER",
            defaultValue = "random",
            completionCandidates = Strategies.class,
            description = "Order of the pairs: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Sampling sampling = Sampling.RANDOM;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Seed of the order and of sampling (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--max-tokens-per-micro-batch",
            paramLabel = "TOKENS",
            defaultValue = "" + BatchConfig.DEFAULT_TOKENS_PER_MICRO_BATCH,
            description = "Most tokens that are computed at once: bounds memory, changes no number beyond rounding,"
                    + " except which inputs --lora-dropout leaves out (default: ${DEFAULT-VALUE}). A card takes fewer"
                    + " where its memory is short.")
    private int tokensPerMicroBatch;

    BatchConfig toConfig() {
        return new BatchConfig(
                batchSize,
                accumulation,
                epochs,
                DataOptions.optionalInt(maxSteps),
                sampling,
                seed,
                tokensPerMicroBatch);
    }

    static final class Strategies extends Names<Sampling> {
        Strategies() {
            super(Sampling.class);
        }
    }
}
