package org.dpoworkbench.app.cli.options;

import java.util.Optional;
import org.dpoworkbench.engine.config.CheckpointConfig;
import picocli.CommandLine.Option;

/// When checkpoints are written, and how many are kept.
public final class CheckpointOptions {
    @Option(
            names = "--save-steps",
            paramLabel = "STEPS",
            defaultValue = "500",
            description = "Steps between checkpoints; below 1: a share of all steps; 0: only when the run is stopped"
                    + " (default: ${DEFAULT-VALUE}).")
    private double saveSteps;

    @Option(
            names = "--save-total-limit",
            paramLabel = "N",
            description = "Newest checkpoints that are kept (default: all).")
    private Optional<Integer> saveTotalLimit = Optional.empty();

    CheckpointConfig toConfig() {
        return new CheckpointConfig(saveSteps, DataOptions.optionalInt(saveTotalLimit));
    }
}
