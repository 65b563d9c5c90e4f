package org.dpoworkbench.engine.journal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;

/// What a journal says after resumptions have superseded the steps they repeat: each step once, in order.
///
/// @param state       as the journal's last words tell it; whether the worker still lives only the lease knows
/// @param totalSteps  optimiser steps planned, 0 while unknown
/// @param finalModel  the final model's folder, relative to the run folder
/// @param failure     why a failed run failed, or what is known of a crash
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

    /// What the folder's journal says now; a folder without a journal is a queued run.
    ///
    /// @throws org.dpoworkbench.engine.problem.UserError where a line other than a torn last one is no journal line
    public static RunHistory read(RunFolder folder) {
        var history = new RunHistoryBuilder();
        JournalReader.forEach(folder, history::add);
        return history.build();
    }

    public RunHistory {
        steps = List.copyOf(steps);
        evaluations = List.copyOf(evaluations);
        samples = List.copyOf(samples);
        warnings = List.copyOf(warnings);
        checkpoints = List.copyOf(checkpoints);
    }
}
