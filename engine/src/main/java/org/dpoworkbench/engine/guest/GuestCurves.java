package org.dpoworkbench.engine.guest;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.curve.Series;
import org.dpoworkbench.engine.curve.SeriesBuilder;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.run.RunState;

/// Folds another program's points into [RunCurves]. A metric's step that is said again, as after a
/// resumption, supersedes what the metric had from that step on.
final class GuestCurves {
    private final Map<String, SeriesBuilder> columns = new HashMap<>();
    private final SeriesBuilder seconds = new SeriesBuilder();
    private Optional<Instant> begun = Optional.empty();

    /// A value; undefined ones are left out.
    void add(String metric, int step, double value) {
        if (Double.isFinite(value)) {
            columns.computeIfAbsent(metric, _ -> new SeriesBuilder()).add(step, value);
        }
    }

    /// The wall time of a training step; the first one told is the run's beginning.
    void at(int step, Instant time) {
        if (begun.isEmpty()) {
            begun = Optional.of(time);
        }
        seconds.add(step, Duration.between(begun.get(), time).toMillis() / 1000.0);
    }

    /// Seconds since a beginning whose instant is not on record.
    void after(int step, double sinceBeginning) {
        seconds.add(step, sinceBeginning);
    }

    /// Takes back everything after `step`.
    void truncateAfter(int step) {
        columns.values().forEach(column -> column.truncateAfter(step));
        seconds.truncateAfter(step);
    }

    /// @param state    [RunState#QUEUED] where nothing is known of it
    /// @param warnings what could not be read
    RunCurves snapshot(RunState state, int totalSteps, List<Event.Warning> warnings) {
        Map<String, Series> all = HashMap.newHashMap(columns.size());
        columns.forEach((name, column) -> all.put(name, column.snapshot()));
        return new RunCurves(
                state,
                totalSteps,
                begun,
                all,
                seconds.snapshot(),
                List.of(),
                List.of(),
                warnings,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }
}
