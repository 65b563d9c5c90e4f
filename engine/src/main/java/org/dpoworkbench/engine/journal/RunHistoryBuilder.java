package org.dpoworkbench.engine.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.dpoworkbench.engine.run.RunState;

/// Folds journal entries, in order, into a [RunHistory].
///
/// A later word on the same step wins, so that an evaluation repeated by a resumed worker counts once.
final class RunHistoryBuilder {
    private RunState state = RunState.QUEUED;
    private int totalSteps;
    private final TreeMap<Integer, RunHistory.Point> steps = new TreeMap<>();
    private final TreeMap<Integer, RunHistory.Point> evaluations = new TreeMap<>();
    private final List<Event.Samples> samples = new ArrayList<>();
    private final List<Event.Warning> warnings = new ArrayList<>();
    private final TreeMap<Integer, Event.Checkpoint> checkpoints = new TreeMap<>();
    private Optional<String> finalModel = Optional.empty();
    private Optional<String> failure = Optional.empty();

    void add(Entry entry) {
        Event event = entry.event();
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
            case Event.Step step ->
                steps.put(step.step(), new RunHistory.Point(step.step(), entry.time(), step.metrics()));
            case Event.Evaluation evaluation ->
                evaluations.put(
                        evaluation.step(), new RunHistory.Point(evaluation.step(), entry.time(), evaluation.metrics()));
            case Event.Samples sampled -> {
                samples.removeIf(s -> s.step() == sampled.step() && s.model().equals(sampled.model()));
                samples.add(sampled);
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

    /// Takes back what was said of the steps after `step`; that a worker crashed remains true.
    private void supersede(int step) {
        steps.tailMap(step, false).clear();
        evaluations.tailMap(step, false).clear();
        checkpoints.tailMap(step, false).clear();
        samples.removeIf(s -> s.step() > step);
        warnings.removeIf(w -> w.step() > step && !w.code().equals(Event.Warning.CRASHED));
        finalModel = Optional.empty();
        failure = Optional.empty();
    }

    RunHistory build() {
        return new RunHistory(
                state,
                totalSteps,
                List.copyOf(steps.values()),
                List.copyOf(evaluations.values()),
                samples,
                warnings,
                List.copyOf(checkpoints.values()),
                finalModel,
                failure);
    }
}
