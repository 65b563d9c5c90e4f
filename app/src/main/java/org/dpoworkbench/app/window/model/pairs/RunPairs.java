package org.dpoworkbench.app.window.model.pairs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.dpoworkbench.app.window.model.Job;
import org.dpoworkbench.app.window.model.Jobs;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.curve.RunCurves.EvaluationPoint;
import org.dpoworkbench.engine.evaluation.PairEvaluationFile;
import org.dpoworkbench.engine.evaluation.PairSet;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.ui.Messages;

/// A run's evaluated pairs, read once and kept, and those of the marked step.
public final class RunPairs {
    private final RunItem run;
    private final Jobs jobs;
    private final Executor ui;
    private final NavigableMap<Integer, LoadedEvaluation> loaded = new TreeMap<>();
    private final Map<Integer, Instant> known = new HashMap<>(); // step -> time of the evaluation that was read
    private final Map<Integer, String> failures = new TreeMap<>();
    private final ReadOnlyObjectWrapper<Optional<LoadedEvaluation>> current =
            new ReadOnlyObjectWrapper<>(this, "current", Optional.empty());
    private final ReadOnlyObjectWrapper<NavigableMap<Integer, LoadedEvaluation>> evaluations =
            new ReadOnlyObjectWrapper<>(this, "evaluations", new TreeMap<>());
    private Optional<Job> reading = Optional.empty();
    private boolean shown;
    private OptionalInt marked = OptionalInt.empty();

    RunPairs(RunItem run, Jobs jobs, Executor ui) {
        this.run = run;
        this.jobs = jobs;
        this.ui = ui;
        run.curvesProperty().subscribe(_ -> readNew());
    }

    public RunItem run() {
        return run;
    }

    /// The evaluation of the marked step, or the last before it; absent where none is read.
    public ReadOnlyObjectProperty<Optional<LoadedEvaluation>> currentProperty() {
        return current.getReadOnlyProperty();
    }

    public Optional<LoadedEvaluation> current() {
        return current.get();
    }

    /// What has been read, by step; a new map whenever something is.
    public ReadOnlyObjectProperty<NavigableMap<Integer, LoadedEvaluation>> evaluationsProperty() {
        return evaluations.getReadOnlyProperty();
    }

    public NavigableMap<Integer, LoadedEvaluation> evaluations() {
        return evaluations.get();
    }

    public boolean isReading() {
        return reading.filter(job -> !job.isCancelled()).isPresent();
    }

    /// What cannot be shown, in words; empty where all is well.
    public String problem() {
        List<String> problems = new ArrayList<>(failures.values());
        current().flatMap(LoadedEvaluation::problem).ifPresent(problems::add);
        return String.join("\n", problems);
    }

    /// Why there are no pairs to show; empty where there are some.
    public Optional<String> why() {
        if (!loaded.isEmpty()) {
            return Optional.empty();
        }
        if (run.isGuest()) {
            return Optional.of(Messages.text("pairs.why.guest"));
        }
        if (!failures.isEmpty()) {
            return Optional.of(problem());
        }
        if (reading.isPresent()) {
            return Optional.of(isReading() ? Messages.text("pairs.why.reading") : Messages.text("pairs.why.cancelled"));
        }
        return Optional.of(run.summary()
                .config()
                .flatMap(RunPairs::whyNever)
                .orElseGet(() ->
                        run.curves().evaluations().isEmpty() ? whyNotEvaluated() : Messages.text("pairs.why.noFiles")));
    }

    /// Whether its evaluations are of pairs, as far as is known.
    public boolean comparesPairs() {
        return run.summary().config().flatMap(RunPairs::whyNever).isEmpty();
    }

    private static Optional<String> whyNever(RunConfig config) {
        if (config.objective() == Objective.SFT) {
            return Optional.of(Messages.text("pairs.why.sft"));
        }
        return switch (config.loss().data()) {
            case PAIRS -> Optional.empty();
            case UNPAIRED -> Optional.of(Messages.text("pairs.why.unpaired"));
            case RANKED -> Optional.of(Messages.text("pairs.why.rankings"));
        };
    }

    private String whyNotEvaluated() {
        boolean holdsOut =
                run.summary().config().map(config -> config.data().holdsOut()).orElse(true);
        return holdsOut ? Messages.text("pairs.why.notYet") : Messages.text("pairs.why.noHeldOut");
    }

    /// Nothing is read of a run that is not shown.
    void show(boolean now) {
        shown = now;
        readNew();
    }

    void mark(OptionalInt step) {
        marked = step;
        choose();
    }

    @SuppressWarnings("ReferenceEquality") // the very one that is shown
    private void choose() {
        var found = marked.isPresent()
                ? Optional.ofNullable(loaded.floorEntry(marked.getAsInt()))
                        .or(() -> Optional.ofNullable(loaded.firstEntry()))
                : Optional.ofNullable(loaded.lastEntry());
        Optional<LoadedEvaluation> now = found.map(Map.Entry::getValue);
        if (now.isEmpty()
                || current.get().isEmpty()
                || now.get() != current.get().get()) {
            current.set(now);
        }
    }

    /// Reads what the journal names and was not read yet, the newest first, since it is the one most looked
    /// at.
    private void readNew() {
        if (!shown) {
            return;
        }
        List<EvaluationPoint> points = run.curves().evaluations();
        forget(points);
        List<EvaluationPoint> fresh = points.reversed().stream()
                .filter(point -> point.pairs().isPresent())
                .filter(point -> !point.time().equals(known.get(point.step())))
                .toList();
        if (fresh.isEmpty() || isReading()) {
            return;
        }
        fresh.forEach(point -> known.put(point.step(), point.time()));
        Optional<PairSet> shared = loaded.isEmpty()
                ? Optional.empty()
                : Optional.of(loaded.firstEntry().getValue().evaluation().pairs());
        reading = Optional.of(jobs.start(
                Messages.text("pairs.job.read", run.id()),
                progress -> {
                    var reader = new Reader(shared);
                    for (int i = 0; i < fresh.size(); i++) {
                        progress.at(Messages.text("pairs.job.file"), i, fresh.size());
                        reader.read(fresh.get(i));
                    }
                    return fresh.size();
                },
                _ -> end(),
                e -> {
                    failures.put(Integer.MAX_VALUE, String.valueOf(e.getMessage()));
                    end();
                }));
    }

    private void end() {
        reading = Optional.empty();
        tell();
        readNew();
    }

    /// A resumed run takes evaluations back.
    private void forget(List<EvaluationPoint> points) {
        Set<Integer> steps = points.stream().map(EvaluationPoint::step).collect(Collectors.toCollection(HashSet::new));
        boolean changed = loaded.keySet().retainAll(steps);
        known.keySet().retainAll(steps);
        failures.keySet().removeIf(step -> step != Integer.MAX_VALUE && !steps.contains(step));
        if (changed) {
            tell();
        }
    }

    private void tell() {
        evaluations.set(new TreeMap<>(loaded));
        choose();
    }

    /// Reads on a background thread and hands over on the ui executor, file by file.
    private final class Reader {
        private Optional<PairSet> shared;

        Reader(Optional<PairSet> shared) {
            this.shared = shared;
        }

        void read(EvaluationPoint point) {
            int step = point.step();
            try {
                PairEvaluationFile.Reading reading =
                        PairEvaluationFile.read(run.path().resolve(point.pairs().orElseThrow()), step);
                var evaluation = shared.map(reading.evaluation()::sharing).orElse(reading.evaluation());
                shared = Optional.of(evaluation.pairs());
                LoadedEvaluation done =
                        LoadedEvaluation.of(new PairEvaluationFile.Reading(evaluation, reading.problem()));
                ui.execute(() -> {
                    loaded.put(step, done);
                    failures.remove(step);
                    tell();
                });
            } catch (UserError e) {
                ui.execute(() -> {
                    failures.put(step, e.getMessage());
                    tell();
                });
            }
        }
    }
}
