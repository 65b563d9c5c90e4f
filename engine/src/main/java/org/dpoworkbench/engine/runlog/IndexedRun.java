package org.dpoworkbench.engine.runlog;

import java.time.Instant;
import java.util.Optional;
import org.dpoworkbench.engine.run.RunState;

/// A run as the run log knows it.
///
/// @param name       the folder's name under `runs/`
/// @param state      as the journal tells it; whether the worker still lives, `RunStatus` knows
/// @param step       last step taken, 0 before the first
/// @param totalSteps steps planned, 0 while unknown
/// @param lastWord   time of the journal's last line
/// @param journalOffset bytes of the journal that this tells of
/// @param finalModel the final model's folder, relative to the run folder
/// @param failure    why a failed run failed, or what is known of a crash
public record IndexedRun(
        String name,
        RunState state,
        int step,
        int totalSteps,
        Optional<Instant> lastWord,
        long journalOffset,
        Optional<String> finalModel,
        Optional<String> failure) {}
