package org.dpoworkbench.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.dpoworkbench.app.cli.print.Console;
import org.dpoworkbench.app.room.RunLogs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `dpo runlog`.
@Command(name = "runlog", description = "The index of a project's runs.")
final class RunlogCommand extends CommandGroup {
    /// `dpo runlog rebuild`.
    @Command(name = "rebuild", description = "Make the index of a project's runs again from their journals.")
    static final class Rebuild implements Callable<Integer> {
        private final RunLogs runLogs;
        private final Console console;

        @Parameters(
                paramLabel = "PROJECT",
                arity = "0..1",
                defaultValue = ".",
                description = "The project folder (default: the current one).")
        private Path project;

        Rebuild(RunLogs runLogs, Console console) {
            this.runLogs = runLogs;
            this.console = console;
        }

        @Override
        public Integer call() {
            int runs = runLogs.rebuild(project.toAbsolutePath().normalize());
            console.result("%d %s indexed".formatted(runs, runs == 1 ? "run" : "runs"));
            return ExitCode.FINISHED.number();
        }
    }
}
