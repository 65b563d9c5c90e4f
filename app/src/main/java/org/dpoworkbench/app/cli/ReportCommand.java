package org.dpoworkbench.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dpoworkbench.app.cli.print.Console;
import org.dpoworkbench.app.room.Reports;
import org.dpoworkbench.engine.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dpo report`.
@Command(
        name = "report",
        description = "Write a report of runs: a PDF to read, its figures as PNG, SVG and PDF, the numbers as CSV.")
final class ReportCommand implements Callable<Integer> {
    private final Reports reports;
    private final Console console;

    @Parameters(paramLabel = "RUN", arity = "1..*", description = "The run folders, one or more.")
    private List<Path> runs = List.of();

    @Option(
            names = "--output",
            paramLabel = "DIR",
            defaultValue = "report",
            description = "Folder of the report (default: ${DEFAULT-VALUE}).")
    private Path output;

    @Option(names = "--json", description = "Print the files' paths as one line of JSON (default: off).")
    private boolean json;

    ReportCommand(Reports reports, Console console) {
        this.reports = reports;
        this.console = console;
    }

    @Override
    public Integer call() {
        console.say("Writing the report");
        List<Path> files = reports.write(runs.stream().map(RunFolder::new).toList(), output.toAbsolutePath());
        if (json) {
            console.json(Map.of("files", files.stream().map(Path::toString).toList()));
        } else {
            files.forEach(file -> console.result(file.toString()));
        }
        return ExitCode.FINISHED.number();
    }
}
