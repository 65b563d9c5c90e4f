package org.dpoworkbench.app.cli;

import java.util.Optional;
import java.util.Set;
import org.dpoworkbench.app.cli.options.LossOptions;
import org.dpoworkbench.app.cli.options.ReferenceOptions;
import org.dpoworkbench.app.cli.options.RunOptions;
import org.dpoworkbench.engine.config.RunConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `dpo train`.
@Command(
        name = "train",
        customSynopsis = "dpo train --model DIR --data FILE [OPTIONS]",
        description =
                "Train a model on preference pairs. Ctrl-C stops the run with a checkpoint, a second one leaves it"
                        + " going on.")
final class TrainCommand extends RunCommand {
    @Mixin
    private ReferenceOptions reference;

    @Mixin
    private LossOptions loss;

    TrainCommand(RunStart start) {
        super(start);
    }

    @Override
    RunConfig config(RunOptions run) {
        return run.preference(loss, reference);
    }

    @Override
    Optional<String> hint(RunConfig config, Set<String> given) {
        return DefaultsHint.of(config, given);
    }
}
