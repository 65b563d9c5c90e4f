package org.dpoworkbench.app.window.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.RunConfigFile;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.journal.JournalWriter;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;
import org.dpoworkbench.engine.run.Lease;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;

/// Writes runs' journals at a given pace, as that many workers would: folder, lease, heartbeat, a line a
/// step, an evaluation and samples every five hundred steps. In its own process it stands in for workers
/// that cost no time.
public final class JournalReplay {
    private static final int EVALUATION_STEPS = 500;

    private final List<ReplayedRun> runs;

    private JournalReplay(List<ReplayedRun> runs) {
        this.runs = runs;
    }

    /// @param arguments project folder, number of runs, steps a second of each, seconds; 0 steps a second: as fast as
    ///                  it goes, seconds being thousands of steps then
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 4) {
            throw new IllegalArgumentException("needed: project folder, runs, steps a second, seconds");
        }
        int runs = Integer.parseInt(arguments[1]);
        int stepsPerSecond = Integer.parseInt(arguments[2]);
        int seconds = Integer.parseInt(arguments[3]);
        Project project = project(Path.of(arguments[0]));
        int steps = (stepsPerSecond == 0 ? 1000 : stepsPerSecond) * seconds;
        var replay = new JournalReplay(IntStream.range(0, runs)
                .mapToObj(i -> ReplayedRun.begin(project, i, steps))
                .toList());
        replay.run(stepsPerSecond == 0 ? Long.MAX_VALUE / steps : stepsPerSecond, steps);
    }

    private void run(long stepsPerSecond, int steps) {
        long begun = System.nanoTime();
        for (int done = 0; done < steps; ) {
            double elapsed =
                    (System.nanoTime() - begun) / (double) Duration.ofSeconds(1).toNanos();
            int due = (int) Math.min(steps, elapsed * stepsPerSecond);
            while (done < due) {
                done++;
                for (ReplayedRun run : runs) {
                    run.step(done);
                }
            }
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
        runs.forEach(run -> run.finish(steps));
    }

    private static Project project(Path folder) throws IOException {
        return Files.exists(folder.resolve("project.yaml"))
                ? Project.open(folder)
                : Project.create(folder, ProjectSettings.named("replay"));
    }

    private record ReplayedRun(SyntheticRun run, RunFolder folder, Lease lease, JournalWriter journal) {
        static ReplayedRun begin(Project project, int number, int steps) {
            RunFolder folder = folder(project, number);
            Lease lease = Lease.acquire(folder);
            var run = new SyntheticRun(steps, number);
            JournalWriter journal = JournalWriter.open(folder);
            journal.append(run.started());
            journal.append(new Event.State(RunState.RUNNING, Optional.empty()));
            journal.append(run.evaluation(0, Optional.empty()));
            journal.append(run.samples(0, "policy"));
            journal.append(run.samples(0, "reference"));
            return new ReplayedRun(run, folder, lease, journal);
        }

        void step(int step) {
            journal.append(run.step(step));
            if (step % EVALUATION_STEPS == 0) {
                journal.append(run.evaluation(step, Optional.empty()));
                journal.append(run.samples(step, "policy"));
            }
        }

        void finish(int step) {
            journal.append(new Event.Finished(step, "model"));
            journal.close();
            lease.close();
        }

        private static RunFolder folder(Project project, int number) {
            for (int i = number; ; i++) {
                var folder = new RunFolder(project.runs().resolve("replay-%03d".formatted(i)));
                if (Files.notExists(folder.path())) {
                    try {
                        Files.createDirectories(folder.path());
                        RunConfigFile.write(RecordedRuns.config(loss(i), Optional.empty()), folder.config());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return folder;
                }
            }
        }

        private static LossConfig loss(int number) {
            return number % 2 == 0
                    ? new LossConfig(LossType.SIGMOID, 0.1 * (number / 2 + 1), 0, IpoNormalisation.MEAN)
                    : new LossConfig(LossType.IPO, 0.1 * (number / 2 + 1), 0, IpoNormalisation.SUM);
        }
    }
}
