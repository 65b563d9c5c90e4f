package org.dpoworkbench.app.cli;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.dpoworkbench.app.cli.options.OutputOptions;
import org.dpoworkbench.app.cli.options.RunOptions;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.problem.UserError;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/// A command that trains.
abstract class RunCommand implements Callable<Integer>, Configured {
    private final RunStart start;

    @Mixin
    private RunOptions run;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    RunCommand(RunStart start) {
        this.start = start;
    }

    /// The configuration that the options make.
    abstract RunConfig config(RunOptions run);

    /// A hint for whoever starts a new run.
    Optional<String> hint(RunConfig config, Set<String> given) {
        return Optional.empty();
    }

    @Override
    public final void checkOptions() {
        if (!continuesAsItWas()) {
            requireWholeRepeated();
            config(run);
        }
    }

    @Override
    public final Integer call() {
        if (output.resume()) {
            Optional<RunConfig> repeated = continuesAsItWas() ? Optional.empty() : Optional.of(config(run));
            return start.resume(repeated, output).number();
        }
        RunConfig config = config(run);
        return start.begin(config, hint(config, given()), output).number();
    }

    /// A run goes on as it was configured: its command may be repeated whole, and compared, but not a part of it.
    private void requireWholeRepeated() {
        Set<String> given = given();
        if (output.resume() && !given.containsAll(Set.of("--model", "--data"))) {
            String others = given.stream()
                    .filter(option -> !OutputOptions.NAMES.contains(option))
                    .sorted()
                    .collect(Collectors.joining(", "));
            throw new UserError(("A resumed run keeps the configuration in its folder: leave out %s. With --resume go"
                            + " --output, --detach, --json and --verbose, or all options of the run's own command.")
                    .formatted(others));
        }
    }

    private boolean continuesAsItWas() {
        return output.resume() && OutputOptions.NAMES.containsAll(given());
    }

    private Set<String> given() {
        return spec.commandLine().getParseResult().matchedOptions().stream()
                .map(OptionSpec::longestName)
                .collect(Collectors.toSet());
    }
}
