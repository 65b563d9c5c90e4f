package org.dpoworkbench.engine.curve;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dpoworkbench.engine.journal.Entry;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.run.RunState;

/// Folds journal entries, in order, into [RunCurves]. Not safe for several threads; its snapshots are.
public final class RunCurvesBuilder {
    /// What the reference's sample metrics end with.
    private static final String REFERENCE = "_reference";

    private final Map<String, SeriesBuilder> columns = new HashMap<>();
    private SeriesBuilder seconds = new SeriesBuilder();
    private final TreeMap<Integer, RunCurves.EvaluationPoint> evaluations = new TreeMap<>();
    private final TreeMap<Integer, Event.Checkpoint> checkpoints = new TreeMap<>();
    private final List<Event.Samples> samples = new ArrayList<>();
    private final List<Event.Warning> warnings = new ArrayList<>();
    private RunState state = RunState.QUEUED;
    private int totalSteps;
    private Optional<Instant> begun;
    private Optional<String> finalModel = Optional.empty();
    private Optional<String> failure = Optional.empty();

    /// A run from its journal's first line on.
    public RunCurvesBuilder() {
        this(Optional.empty());
    }

    /// A run from some later line on.
    ///
    /// @param begun time of the journal's first line
    public RunCurvesBuilder(Optional<Instant> begun) {
        this.begun = begun;
    }

    /// Takes in a run as an index kept it, to go on from there: its lines other than steps must have been
    /// added.
    ///
    /// @param state   as the journal's last words tell it
    /// @param seconds by step: seconds since the run began
    public void restore(RunState state, SeriesBuilder seconds) {
        this.state = state;
        this.seconds = seconds;
    }

    /// Takes in a whole metric as an index kept it.
    public void restore(String metric, SeriesBuilder column) {
        columns.put(metric, column);
    }

    public void add(Entry entry) {
        Event event = entry.event();
        if (begun.isEmpty()) {
            begun = Optional.of(entry.time());
        }
        state = event.impliedState().orElse(state);
        switch (event) {
            case Event.Started started -> {
                totalSteps = started.totalSteps();
                failure = Optional.empty(); // of a worker before, which did not come so far
            }
            case Event.Resumed resumed -> {
                totalSteps = resumed.totalSteps();
                supersede(resumed.fromStep());
            }
            case Event.Step step -> {
                seconds.add(step.step(), since(entry.time()));
                addAll(step.step(), step.metrics(), "");
            }
            case Event.Evaluation evaluation -> {
                evaluations.put(
                        evaluation.step(),
                        new RunCurves.EvaluationPoint(
                                evaluation.step(),
                                entry.time(),
                                evaluation.pairs(),
                                evaluation.setPairs().orElse(Map.of())));
                addAll(evaluation.step(), evaluation.metrics(), "");
            }
            case Event.Samples sampled -> {
                samples.removeIf(s -> s.step() == sampled.step() && s.model().equals(sampled.model()));
                samples.add(sampled);
                addAll(sampled.step(), sampled.metrics(), sampled.model().equals("reference") ? REFERENCE : "");
            }
            case Event.Checkpoint checkpoint -> checkpoints.put(checkpoint.step(), checkpoint);
            case Event.Warning warning -> {
                warnings.add(warning);
                if (warning.code().equals(Event.Warning.CRASHED)) {
                    failure = Optional.of(warning.message());
                }
            }
            case Event.Finished finished -> finalModel = Optional.of(finished.model());
            case Event.Failed failed -> failure = Optional.of(failed.message());
            case Event.Progress _, Event.State _ -> {}
        }
    }

    private double since(Instant time) {
        return begun.map(begin -> Duration.between(begin, time).toMillis() / 1000.0)
                .orElse(0.0);
    }

    private void addAll(int step, Map<String, Double> metrics, String suffix) {
        metrics.forEach((name, value) -> columns.computeIfAbsent(
                        name.endsWith(suffix) ? name : name + suffix, _ -> new SeriesBuilder())
                .add(step, value));
    }

    /// Takes back what was said of the steps after `step`; that a worker crashed remains true.
    private void supersede(int step) {
        columns.values().forEach(column -> column.truncateAfter(step));
        seconds.truncateAfter(step);
        evaluations.tailMap(step, false).clear();
        checkpoints.tailMap(step, false).clear();
        samples.removeIf(s -> s.step() > step);
        warnings.removeIf(w -> w.step() > step && !w.code().equals(Event.Warning.CRASHED));
        finalModel = Optional.empty();
        failure = Optional.empty();
    }

    public RunCurves snapshot() {
        Map<String, Series> all = HashMap.newHashMap(columns.size());
        columns.forEach((name, column) -> all.put(name, column.snapshot()));
        return new RunCurves(
                state,
                totalSteps,
                begun,
                all,
                seconds.snapshot(),
                List.copyOf(evaluations.values()),
                samples,
                warnings,
                List.copyOf(checkpoints.values()),
                finalModel,
                failure);
    }
}
