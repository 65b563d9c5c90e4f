package org.dpoworkbench.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dpoworkbench.app.cli.options.DataOptions;
import org.dpoworkbench.app.cli.options.KindOption;
import org.dpoworkbench.app.cli.options.ModelOptions;
import org.dpoworkbench.app.cli.print.Console;
import org.dpoworkbench.app.cli.print.PhasePrinter;
import org.dpoworkbench.app.room.DataChecker;
import org.dpoworkbench.engine.problem.Problems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `dpo check-data`.
@Command(
        name = "check-data",
        customSynopsis = "dpo check-data --model DIR --data FILE [OPTIONS]",
        description = "Account for every record of preference files: kept, dropped or refused, with lengths and what"
                + " should be noticed before training on them.")
final class CheckDataCommand implements Callable<Integer>, Configured {
    private final DataChecker checker;
    private final Console console;

    @Mixin
    private DataOptions data;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description =
                    "Hugging Face folder whose tokenizer counts the lengths, or a name in its cache, org/name (required).")
    private Optional<Path> model = Optional.empty();

    @Mixin
    private KindOption kind;

    @Option(
            names = "--benchmark",
            paramLabel = "FILE",
            description =
                    "Benchmark to look for in the texts, a file as --data takes, all texts of a record being one item: a"
                            + " pair overlaps where it shares 13 words in a row with an item; may be given several times"
                            + " (default: none).")
    private List<Path> benchmark = new ArrayList<>();

    @Option(names = "--json", description = "Print it as one line of JSON (default: off).")
    private boolean json;

    CheckDataCommand(DataChecker checker, Console console) {
        this.checker = checker;
        this.console = console;
    }

    @Override
    public void checkOptions() {
        Problems.in("check-data")
                .check(model.isPresent(), "--model DIR is missing: the folder whose tokenizer counts the lengths")
                .collect(data::toConfig)
                .throwIfAny();
    }

    @Override
    public Integer call() {
        console.answer(
                checker.check(
                        data.toConfig(),
                        kind.kind(),
                        model.map(ModelOptions::folder),
                        benchmark,
                        new PhasePrinter(console)),
                json);
        return ExitCode.FINISHED.number();
    }
}
