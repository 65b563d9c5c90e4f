package org.dpoworkbench.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dpoworkbench.app.cli.options.LossOptions;
import org.dpoworkbench.app.cli.options.ReferenceOptions;
import org.dpoworkbench.app.cli.options.RunOptions;
import org.dpoworkbench.app.cli.options.Values;
import org.dpoworkbench.engine.config.RunConfig;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;

/// What the options of `dpo train` say about a run's settings, for whoever else explains or compares them.
public final class TrainOptions {
    private static final Map<String, OptionSpec> OPTIONS = new CommandLine(new Settings())
            .getCommandSpec().options().stream()
                    .collect(Collectors.toUnmodifiableMap(OptionSpec::longestName, Function.identity()));

    private TrainOptions() {}

    /// The help of a setting as `dpo train --help` has it.
    ///
    /// @param setting its name in a configuration, such as `learning_rate`
    public static String help(String setting) {
        OptionSpec option = OPTIONS.get(option(setting));
        if (option == null) {
            throw new IllegalArgumentException("no option is called " + option(setting));
        }
        Iterable<String> candidates = option.completionCandidates();
        return String.join(" ", option.description())
                .replace("${DEFAULT-VALUE}", String.valueOf(option.defaultValue()))
                .replace("${COMPLETION-CANDIDATES}", candidates == null ? "" : String.join(", ", candidates));
    }

    /// The option that sets it: `--learning-rate` for `learning_rate`.
    static String option(String setting) {
        return "--" + setting.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The run of `dpo train --model DIR --data FILE` without any other option: TRL's defaults.
    ///
    /// @param data at least one file
    public static RunConfig defaults(Path model, List<Path> data) {
        return parse("--model=" + model, data).preference();
    }

    /// The run of `dpo sft --model DIR --data FILE` without any other option.
    ///
    /// @param data at least one file
    public static RunConfig fineTuningDefaults(Path model, List<Path> data) {
        return parse("--model=" + model, data).fineTuning();
    }

    private static Settings parse(String model, List<Path> data) {
        Settings settings = new Settings();
        CommandLine commandLine = new CommandLine(settings);
        Values.register(commandLine);
        commandLine.setExpandAtFiles(false);
        String[] arguments = Stream.concat(Stream.of(model), data.stream().map(file -> "--data=" + file))
                .toArray(String[]::new);
        commandLine.parseArgs(arguments);
        return settings;
    }

    /// The options of `dpo train` that are settings of the run.
    @Command
    private static final class Settings {
        @Mixin
        private RunOptions run;

        @Mixin
        private ReferenceOptions reference;

        @Mixin
        private LossOptions loss;

        RunConfig preference() {
            return run.preference(loss, reference);
        }

        RunConfig fineTuning() {
            return run.fineTuning();
        }
    }
}
