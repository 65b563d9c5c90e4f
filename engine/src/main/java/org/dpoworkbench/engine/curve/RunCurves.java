package org.dpoworkbench.engine.curve;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.journal.JournalReader;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;

/// What a run has recorded up to one moment, metrics as columns. Immutable, and cheap to take again as the run grows.
///
/// Metric names are the journal's: those of evaluations begin with `eval_`; those of the reference's samples end with
/// `_reference`.
///
/// @param state       as the last words tell it; whether the worker still lives, only its lease knows
/// @param totalSteps  optimiser steps planned, 0 while unknown
/// @param begun       when the first line was written
/// @param columns     the metrics' points
/// @param seconds     by step: seconds since `begun`
/// @param evaluations ascending by step; their values are columns
/// @param finalModel  the final model's folder, relative to the run folder
/// @param failure     why a failed run failed, or what is known of a crash
public record RunCurves(
        RunState state,
        int totalSteps,
        Optional<Instant> begun,
        Map<String, Series> columns,
        Series seconds,
        List<EvaluationPoint> evaluations,
        List<Event.Samples> samples,
        List<Event.Warning> warnings,
        List<Event.Checkpoint> checkpoints,
        Optional<String> finalModel,
        Optional<String> failure) {

    /// A run that has recorded nothing yet.
    public static final RunCurves EMPTY = new RunCurvesBuilder().snapshot();

    /// An evaluation of the held-out pairs.
    ///
    /// @param pairs    the main set's per-pair file's name inside the run folder
    /// @param setPairs those of named evaluation sets, by name
    public record EvaluationPoint(int step, Instant time, Optional<String> pairs, Map<String, String> setPairs) {
        public EvaluationPoint {
            setPairs = Collections.unmodifiableMap(new LinkedHashMap<>(setPairs));
        }
    }

    public RunCurves {
        columns = Map.copyOf(columns);
        evaluations = List.copyOf(evaluations);
        samples = List.copyOf(samples);
        warnings = List.copyOf(warnings);
        checkpoints = List.copyOf(checkpoints);
    }

    /// All that the folder's journal says now.
    ///
    /// @throws org.dpoworkbench.engine.problem.UserError where a line other than a torn last one is no journal line
    public static RunCurves read(RunFolder folder) {
        var builder = new RunCurvesBuilder();
        JournalReader.forEach(folder, builder::add);
        return builder.snapshot();
    }

    /// The metric's points, none where the run did not record it.
    public Series series(String metric) {
        return columns.getOrDefault(metric, Series.EMPTY);
    }

    public Set<String> metrics() {
        return columns.keySet();
    }

    /// The last optimiser step taken, 0 before the first; where no times are on record, the last with a number.
    public int lastStep() {
        if (!seconds.isEmpty()) {
            return seconds.lastStep();
        }
        return columns.values().stream()
                .filter(column -> !column.isEmpty())
                .mapToInt(Series::lastStep)
                .max()
                .orElse(0);
    }
}
