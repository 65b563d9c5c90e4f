package org.dpoworkbench.engine.config;

import java.util.OptionalInt;
import org.dpoworkbench.engine.problem.Problems;

/// When checkpoints are written and how many are kept.
///
/// @param saveSteps      steps between checkpoints; below 1: a share of all steps; 0: none but on a stop
/// @param saveTotalLimit newest checkpoints kept; absent: all
public record CheckpointConfig(double saveSteps, OptionalInt saveTotalLimit) {
    public CheckpointConfig {
        Problems.in("checkpoint")
                .check(saveSteps >= 0 && Double.isFinite(saveSteps), "save_steps must be >= 0, is %s", saveSteps)
                .check(
                        saveSteps < 1 || saveSteps == Math.rint(saveSteps),
                        "save_steps is a share below 1 or a whole number of steps, is %s",
                        saveSteps)
                .check(
                        saveTotalLimit.isEmpty() || saveTotalLimit.getAsInt() >= 1,
                        "save_total_limit must be >= 1, is %s",
                        saveTotalLimit.orElse(0))
                .throwIfAny();
    }
}
