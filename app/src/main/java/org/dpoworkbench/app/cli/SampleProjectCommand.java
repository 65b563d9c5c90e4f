package org.dpoworkbench.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.dpoworkbench.app.cli.print.Console;
import org.dpoworkbench.app.cli.print.PhasePrinter;
import org.dpoworkbench.app.room.SampleProjects;
import org.dpoworkbench.engine.bandit.BanditProject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `dpo sample-project`.
@Command(name = "sample-project", description = "Projects that this program makes of nothing but a seed.")
final class SampleProjectCommand extends CommandGroup {
    /// `dpo sample-project bandit`.
    @Command(
            name = "bandit",
            description =
                    "Make the project of IPO's bandit experiments (arXiv 2310.12036, section 5): three actions, DPO"
                            + " and IPO at three temperatures on four sets of comparisons, each a run to look at, held against"
                            + " its closed form.")
    static final class Bandit implements Callable<Integer> {
        private final SampleProjects projects;
        private final Console console;

        @Option(
                names = "--output",
                paramLabel = "DIR",
                defaultValue = "sample-projects/ipo-bandit",
                description = "Folder of the project (default: ${DEFAULT-VALUE}).")
        private Path output;

        @Option(
                names = "--seed",
                paramLabel = "N",
                defaultValue = "42",
                description = "Seed of the batches (default: ${DEFAULT-VALUE}).")
        private long seed;

        Bandit(SampleProjects projects, Console console) {
            this.projects = projects;
            this.console = console;
        }

        @Override
        public Integer call() {
            Path folder = output.toAbsolutePath().normalize();
            List<BanditProject.Outcome> outcomes = projects.buildBandit(folder, seed, new PhasePrinter(console));
            console.say("%-12s %-4s %5s   %-24s %-24s %s"
                    .formatted("data", "loss", "tau", "last policy (a, b, c)", "mean of the last third", "expected"));
            outcomes.forEach(outcome -> console.say("%-12s %-4s %5s   %-24s %-24s %s"
                    .formatted(
                            outcome.data().text(),
                            outcome.loss(),
                            outcome.tau(),
                            shares(outcome.policy()),
                            shares(outcome.mean()),
                            shares(outcome.expected()))));
            console.result(folder.toString());
            return ExitCode.FINISHED.number();
        }

        private static String shares(double[] policy) {
            return DoubleStream.of(policy)
                    .mapToObj(p -> String.format(Locale.ROOT, "%.4f", p))
                    .collect(Collectors.joining(", "));
        }
    }

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
