package org.dpoworkbench.app.cli.options;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/// Where a run goes and how it is watched: what is no part of its configuration.
public final class OutputOptions {
    /// The options that say nothing about how a run trains.
    public static final Set<String> NAMES = Set.of("--output", "--resume", "--detach", "--json", "--verbose");

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "The run folder itself; one that holds a run already is an error unless --resume is given"
                    + " (default: runs/TIME-LOSS-bBETA-lrRATE here).")
    private Optional<Path> output = Optional.empty();

    @Option(
            names = "--resume",
            description = "Continue the run that --output holds from its newest checkpoint, as it was configured"
                    + " (default: off).")
    private boolean resume;

    @Option(
            names = "--detach",
            description = "Start the run, print its folder and return; dpo attach follows it (default: off).")
    private boolean detach;

    @Option(
            names = "--json",
            description = "Print each line of the run's journal on the standard output, for scripts (default: off).")
    private boolean json;

    public Optional<Path> output() {
        return output.map(ModelOptions::absolute);
    }

    public boolean resume() {
        return resume;
    }

    public boolean detach() {
        return detach;
    }

    public boolean json() {
        return json;
    }
}
