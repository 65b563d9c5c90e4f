package org.dpoworkbench.app.cli;

import java.util.concurrent.Callable;
import org.dpoworkbench.app.cli.options.DataOptions;
import org.dpoworkbench.app.cli.options.DeviceOptions;
import org.dpoworkbench.app.cli.options.PolicyOptions;
import org.dpoworkbench.app.cli.options.ReferenceOptions;
import org.dpoworkbench.app.cli.print.Console;
import org.dpoworkbench.app.cli.print.PhasePrinter;
import org.dpoworkbench.app.room.LogProbabilities;
import org.dpoworkbench.engine.config.ModelSource;
import org.dpoworkbench.engine.problem.Problems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

    @Mixin
    private PolicyOptions policy;

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
                .collect(policy::source)
                .collect(data::ofAllPairs)
                .collect(device::toConfig)
                .throwIfAny();
    }

    @Override
    public Integer call() {
        ModelSource against = reference.reference().map(ModelSource::of).orElseGet(policy::withoutAdapter);
        var request = new LogProbabilities.Request(policy.source(), against, data.ofAllPairs(), device.toConfig());
        logProbabilities.of(request, console::json, new PhasePrinter(console));
        return ExitCode.FINISHED.number();
    }
}
