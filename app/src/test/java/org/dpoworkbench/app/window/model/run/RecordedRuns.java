package org.dpoworkbench.app.window.model.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.dpoworkbench.engine.config.BatchConfig;
import org.dpoworkbench.engine.config.CheckpointConfig;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.config.DeviceConfig;
import org.dpoworkbench.engine.config.EvaluationConfig;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.MemoryConfig;
import org.dpoworkbench.engine.config.ModelConfig;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.OptimizerConfig;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.RunConfigFile;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.config.SaveDtype;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.curve.RunCurvesBuilder;
import org.dpoworkbench.engine.journal.Entry;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;

/// Run folders on disk with what a journal would say of them told by the test.
public final class RecordedRuns implements RunSource {
    private final Path project;
    private final Map<String, Told> told = new HashMap<>();
    private Optional<String> broken = Optional.empty();
    private int curvesRead;

    public RecordedRuns(Path project) {
        this.project = project;
    }

    /// A run folder with this loss whose policy starts from its reference.
    public RunFolder add(String id, LossConfig loss) {
        return add(id, config(loss, Optional.empty()));
    }

    public RunFolder add(String id, RunConfig config) {
        var folder = new RunFolder(project.resolve("runs").resolve(id));
        try {
            Files.createDirectories(folder.path());
            RunConfigFile.write(config, folder.config());
            Files.writeString(folder.journal(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    /// From now on the run is this far; its journal file grows by a line.
    public void tell(String id, RunState state, Optional<String> failure, RunCurves curves) {
        synchronized (told) {
            told.put(id, new Told(state, failure, curves));
        }
        Path journal = new RunFolder(project.resolve("runs").resolve(id)).journal();
        try {
            Files.writeString(journal, "{}\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void tell(String id, RunState state, RunCurves curves) {
        tell(id, state, Optional.empty(), curves);
    }

    /// From now on no run's curves can be read.
    public void breakFeeds(String message) {
        broken = Optional.of(message);
    }

    public void mendFeeds() {
        broken = Optional.empty();
    }

    /// Whether anything has been told about the run.
    public boolean isTold(String id) {
        synchronized (told) {
            return told.containsKey(id);
        }
    }

    public int curvesRead() {
        return curvesRead;
    }

    @Override
    public Standing standing(RunFolder run) {
        Told told = find(run);
        return new Standing(told.state(), told.curves().lastStep(), told.failure());
    }

    @Override
    public KeyFigures figures(RunFolder run) {
        return KeyFigures.of(find(run).curves());
    }

    @Override
    public Feed follow(RunFolder run) {
        return new Feed() {
            private Optional<RunCurves> last = Optional.empty();

            @Override
            public Optional<RunCurves> advance(Consumer<RunCurves> meanwhile) {
                curvesRead++;
                broken.ifPresent(message -> {
                    throw new UserError(message);
                });
                Optional<RunCurves> before = last;
                last = Optional.of(find(run).curves());
                return last.equals(before) ? Optional.empty() : last;
            }
        };
    }

    @Override
    public void catchUp() {
        // All is told at once.
    }

    private Told find(RunFolder run) {
        synchronized (told) {
            return Optional.ofNullable(told.get(run.id()))
                    .orElseThrow(() -> new UserError(run.journal() + ", line 1 is no journal line."));
        }
    }

    /// What a run of so many steps has recorded: the losses of its first steps, and the accuracies of evaluations.
    public static RunCurves curves(int totalSteps, List<Double> losses, Map<Integer, Double> heldOutAccuracy) {
        var events = new ArrayList<Event>();
        events.add(new Event.Started(1, "here", totalSteps));
        for (int i = 0; i < losses.size(); i++) {
            events.add(new Event.Step(i + 1, Map.of("loss", losses.get(i))));
        }
        heldOutAccuracy.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> new Event.Evaluation(
                        e.getKey(), Map.of("eval_rewards/accuracies", e.getValue()), Optional.empty()))
                .forEach(events::add);
        var builder = new RunCurvesBuilder();
        for (int i = 0; i < events.size(); i++) {
            builder.add(new Entry(i + 1, Instant.EPOCH, events.get(i)));
        }
        return builder.snapshot();
    }

    public static RunConfig config(LossConfig loss, Optional<Path> reference) {
        return new RunConfig(
                Objective.DPO,
                new ModelConfig(Path.of("models", "tiny"), reference, SaveDtype.FLOAT32),
                Optional.empty(),
                DataConfig.of(List.of(Path.of("preferences", "train.jsonl"))),
                loss,
                OptimizerConfig.adamw(5e-6),
                new BatchConfig(8, 2, 1, OptionalInt.empty(), Sampling.RANDOM, 42, 2048),
                EvaluationConfig.of(0.1, 4, 32, 1),
                new CheckpointConfig(0, OptionalInt.empty()),
                MemoryConfig.USUAL,
                new DeviceConfig(Device.CPU, 0));
    }

    private record Told(RunState state, Optional<String> failure, RunCurves curves) {}
}
