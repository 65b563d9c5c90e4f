package org.dpoworkbench.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dpoworkbench.app.cli.options.DataOptions;
import org.dpoworkbench.app.cli.options.DeviceOptions;
import org.dpoworkbench.app.cli.options.ModelOptions;
import org.dpoworkbench.app.cli.options.ReferenceOptions;
import org.dpoworkbench.app.cli.print.Console;
import org.dpoworkbench.app.cli.print.PhasePrinter;
import org.dpoworkbench.app.room.LogProbabilities;
import org.dpoworkbench.engine.problem.Problems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `dpo logps`.
@Command(
        name = "logps",
        customSynopsis = "dpo logps --model DIR --reference DIR --data FILE [OPTIONS]",
        description =
                "Print the summed log-probabilities of each pair under policy and reference: one JSON line a pair,"
                        + " none dropped, in file order.")
final class LogpsCommand implements Callable<Integer>, Configured {
    private final LogProbabilities logProbabilities;
    private final Console console;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Hugging Face folder of the policy, or a name in its cache, org/name (required).")
    private Optional<Path> model = Optional.empty();

    @Mixin
    private ReferenceOptions reference;

    @Mixin
    private DataOptions data;

    @Mixin
    private DeviceOptions device;

    LogpsCommand(LogProbabilities logProbabilities, Console console) {
        this.logProbabilities = logProbabilities;
        this.console = console;
    }

    @Override
    public void checkOptions() {
        Problems.in("model")
                .check(model.isPresent(), "--model DIR is missing: the folder of the policy")
                .collect(data::toConfig)
                .collect(device::toConfig)
                .throwIfAny();
    }

    @Override
    public Integer call() {
        Path policy = ModelOptions.folder(model.orElseThrow());
        var request = new LogProbabilities.Request(
                policy, reference.reference().orElse(policy), data.toConfig(), device.toConfig());
        logProbabilities.of(request, console::json, new PhasePrinter(console));
        return ExitCode.FINISHED.number();
    }
}
