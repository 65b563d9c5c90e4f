package org.dpoworkbench.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.dpoworkbench.app.cli.print.Console;
import org.dpoworkbench.app.cli.print.PhasePrinter;
import org.dpoworkbench.app.room.SampleProjects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `dpo sample-project`.
@Command(name = "sample-project", description = "The sample project that the demo trains.")
final class SampleProjectCommand extends CommandGroup {
    /// `dpo sample-project build`.
    @Command(
            name = "build",
            description = "Make all of the sample project again from a seed: texts, pairs, tokenizer and model.")
    static final class Build implements Callable<Integer> {
        private final SampleProjects projects;
        private final Console console;

        @Option(
                names = "--output",
                paramLabel = "DIR",
                defaultValue = "sample-projects/controlled-sentiment",
                description = "Folder of the project (default: ${DEFAULT-VALUE}).")
        private Path output;

        @Option(
                names = "--seed",
                paramLabel = "N",
                defaultValue = "42",
                description = "Seed of all of it (default: ${DEFAULT-VALUE}).")
        private long seed;

        Build(SampleProjects projects, Console console) {
            this.projects = projects;
            this.console = console;
        }

        @Override
        public Integer call() {
            Path folder = output.toAbsolutePath().normalize();
            projects.build(folder, seed, new PhasePrinter(console));
            console.result(folder.toString());
            return ExitCode.FINISHED.number();
        }
    }
}
