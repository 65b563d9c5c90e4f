package org.dpoworkbench.app.window.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.app.window.replay.SyntheticRun;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.RunConfigFile;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.journal.JournalWriter;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;
import org.dpoworkbench.engine.run.Provenance;
import org.dpoworkbench.engine.run.Provenance.HashedFile;
import org.dpoworkbench.engine.run.Provenance.Platform;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;
import org.dpoworkbench.engine.runlog.RunLog;

/// A project with 500 finished runs and ten million metric points: the oldest has a million steps and records its loss
/// alone, the others have 622 steps and record all that a worker does. Each call makes the same numbers.
final class ManyRuns {
    static final int RUNS = 500;
    static final int LONG_STEPS = 1_000_000;
    static final int STEPS = 622;
    static final String LONG_RUN = "run-000";

    private static final double[] BETAS = {0.05, 0.1, 0.2, 0.5};

    private ManyRuns() {}

    /// Writes the runs' journals and takes them into the run log.
    static Project make(Path folder) throws IOException {
        Project project = Project.create(folder, ProjectSettings.named("many runs"));
        for (int i = 0; i < RUNS; i++) {
            record(project, i);
        }
        try (RunLog runLog = RunLog.open(project)) {
            runLog.ingest();
        }
        return project;
    }

    private static void record(Project project, int number) throws IOException {
        boolean isLong = number == 0;
        int steps = isLong ? LONG_STEPS : STEPS;
        var folder = new RunFolder(project.runs().resolve("run-%03d".formatted(number)));
        Files.createDirectories(folder.path());
        RunConfigFile.write(RecordedRuns.config(loss(number), Optional.empty()), folder.config());
        provenance(number).write(folder);
        var run = new SyntheticRun(steps, number);
        try (JournalWriter journal = JournalWriter.open(folder)) {
            journal.append(run.started());
            journal.append(new Event.State(RunState.RUNNING, Optional.empty()));
            if (!isLong) {
                journal.append(run.evaluation(0, Optional.empty()));
            }
            for (int step = 1; step <= steps; step++) {
                journal.append(isLong ? onlyLoss(run.step(step)) : run.step(step));
            }
            if (!isLong) {
                journal.append(run.evaluation(steps, Optional.empty()));
            }
            journal.append(new Event.Finished(steps, "model"));
        }
    }

    private static Event.Step onlyLoss(Event.Step step) {
        String loss = Metric.LOSS.key();
        return new Event.Step(step.step(), Map.of(loss, step.metrics().get(loss)));
    }

    private static Provenance provenance(int number) {
        var weights = new HashedFile("models/tiny", "0".repeat(64));
        return new Provenance(
                "0.1.0",
                Platform.current(),
                "cpu",
                2,
                Optional.empty(),
                List.of(new HashedFile("preferences/train.jsonl", "1".repeat(64))),
                weights,
                Optional.empty(),
                Optional.of(weights),
                number,
                Optional.empty());
    }

    private static LossConfig loss(int number) {
        double beta = BETAS[number / 2 % BETAS.length];
        return number % 2 == 0
                ? new LossConfig(LossType.SIGMOID, beta, 0, IpoNormalisation.MEAN)
                : new LossConfig(LossType.IPO, beta, 0, IpoNormalisation.SUM);
    }
}
