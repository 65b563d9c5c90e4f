package org.dpoworkbench.app.cli;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.dpoworkbench.app.cli.print.Console;
import org.dpoworkbench.app.room.Rooms;
import org.dpoworkbench.app.room.SampleProjects.DemoRun;
import org.dpoworkbench.engine.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `dpo demo`.
@Command(
        name = "demo",
        description = "Train the sample project with DPO and with IPO, on the same data with the same seed, and write a"
                + " report that compares them.")
final class DemoCommand implements Callable<Integer> {
    private final Rooms rooms;
    private final Supervisor supervisor;
    private final Console console;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            defaultValue = "demo-report",
            description = "Folder of the report and, in runs/, of the two runs (default: ${DEFAULT-VALUE}).")
    private Path output;

    DemoCommand(Rooms rooms, Supervisor supervisor, Console console) {
        this.rooms = rooms;
        this.supervisor = supervisor;
        this.console = console;
    }

    @Override
    public Integer call() {
        Path folder = output.toAbsolutePath().normalize();
        List<RunFolder> done = new ArrayList<>();
        for (DemoRun demo : rooms.sampleProjects().demo()) {
            // A second demo keeps the runs of the first.
            String name = RunName.of(demo.config(), LocalDateTime.now(ZoneId.systemDefault()));
            RunFolder run = new RunFolder(folder.resolve("runs").resolve(name));
            console.say(demo.title());
            ExitCode code = supervisor.follow(rooms.runs().start(demo.config(), run), run, false);
            if (code != ExitCode.FINISHED) {
                return code.number();
            }
            done.add(run);
        }
        console.say("Writing the report");
        rooms.reports().write(done, folder).forEach(file -> console.result(file.toString()));
        return ExitCode.FINISHED.number();
    }
}
