package org.dpoworkbench.engine.journal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.run.RunState;

/// What a journal says after resumptions have superseded the steps they repeat: each step once, in order.
///
/// @param state       as the journal's last words tell it; whether the worker still lives only the lease knows
/// @param totalSteps  optimiser steps planned, 0 while unknown
/// @param finalModel  the final model's folder, relative to the run folder
/// @param failure     the message of a failed run
public record RunHistory(
        RunState state,
        int totalSteps,
        List<Point> steps,
        List<Point> evaluations,
        List<Event.Samples> samples,
        List<Event.Warning> warnings,
        List<Event.Checkpoint> checkpoints,
        Optional<String> finalModel,
        Optional<String> failure) {

    /// Metric values after `step` optimiser steps.
    public record Point(int step, Instant time, Map<String, Double> metrics) {}

    public RunHistory {
        steps = List.copyOf(steps);
        evaluations = List.copyOf(evaluations);
        samples = List.copyOf(samples);
        warnings = List.copyOf(warnings);
        checkpoints = List.copyOf(checkpoints);
    }
}
