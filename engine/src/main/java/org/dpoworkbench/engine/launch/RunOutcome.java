package org.dpoworkbench.engine.launch;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.dpoworkbench.engine.run.RunState;

/// Where a followed run stood when the following ended.
///
/// @param state    not an end only where the follower was detached, or nobody runs the run
/// @param exitCode the worker's, where it was started by this process and has ended
/// @param failure  why a failed run failed, or what is known of a crash
/// @param lastLog  the last lines of a crashed worker's log
public record RunOutcome(RunState state, OptionalInt exitCode, Optional<String> failure, List<String> lastLog) {
    public RunOutcome {
        lastLog = List.copyOf(lastLog);
    }
}
