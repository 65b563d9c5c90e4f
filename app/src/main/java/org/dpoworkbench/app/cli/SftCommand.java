package org.dpoworkbench.app.cli;

import org.dpoworkbench.app.cli.options.RunOptions;
import org.dpoworkbench.engine.config.RunConfig;
import picocli.CommandLine.Command;

/// `dpo sft`.
@Command(
        name = "sft",
        customSynopsis = "dpo sft --model DIR --data FILE [OPTIONS]",
        description = "Fine-tune a model on the chosen completions, which is the usual start of preference training.")
final class SftCommand extends RunCommand {
    SftCommand(RunStart start) {
        super(start);
    }

    @Override
    RunConfig config(RunOptions run) {
        return run.fineTuning();
    }
}
