package org.dpoworkbench.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.dpoworkbench.app.cli.print.Console;
import org.dpoworkbench.app.room.Reports;
import org.dpoworkbench.engine.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dpo compare`.
@Command(
        name = "compare",
        description = "Print the final values of runs side by side, and where their configurations differ.")
final class CompareCommand implements Callable<Integer> {
    private final Reports reports;
    private final Console console;

    @Parameters(paramLabel = "RUN", arity = "2..*", description = "The run folders, at least two.")
    private List<Path> runs = List.of();

    @Option(names = "--json", description = "Print it as one line of JSON (default: off).")
    private boolean json;

    CompareCommand(Reports reports, Console console) {
        this.reports = reports;
        this.console = console;
    }

    @Override
    public Integer call() {
        console.answer(reports.compare(runs.stream().map(RunFolder::new).toList()), json);
        return ExitCode.FINISHED.number();
    }
}
