package org.dpoworkbench.app.room;

import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.run.RunState;

/// Where a run stands when nobody follows it any longer.
///
/// @param state   not an end only where the follower detached
/// @param failure why a run failed, or what is known of a crash
/// @param lastLog the last lines of a crashed worker's log
public record RunEnd(RunState state, Optional<String> failure, List<String> lastLog) {
    public RunEnd {
        lastLog = List.copyOf(lastLog);
    }

    public static RunEnd at(RunState state) {
        return new RunEnd(state, Optional.empty(), List.of());
    }
}
