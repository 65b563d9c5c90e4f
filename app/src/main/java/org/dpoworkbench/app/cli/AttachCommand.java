package org.dpoworkbench.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.dpoworkbench.app.room.Runs;
import org.dpoworkbench.engine.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dpo attach`.
@Command(
        name = "attach",
        description =
                "Follow a run, whoever started it, until it ends. Ctrl-C stops the run with a checkpoint, a second"
                        + " one leaves it going on.")
final class AttachCommand implements Callable<Integer> {
    private final Runs runs;
    private final Supervisor supervisor;

    @Parameters(paramLabel = "RUN", description = "The run folder.")
    private Path run;

    @Option(
            names = "--json",
            description = "Print each line of the run's journal on the standard output (default: off).")
    private boolean json;

    AttachCommand(Runs runs, Supervisor supervisor) {
        this.runs = runs;
        this.supervisor = supervisor;
    }

    @Override
    public Integer call() {
        RunFolder folder = new RunFolder(run);
        return supervisor.follow(runs.attach(folder), folder, json).number();
    }
}
