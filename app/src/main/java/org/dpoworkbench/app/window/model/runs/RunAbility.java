package org.dpoworkbench.app.window.model.runs;

import java.util.Optional;
import org.dpoworkbench.engine.run.ControlRequest;
import org.dpoworkbench.engine.run.RunState;

/// What can be done with a run in its present state.
///
/// @param state   empty: the run cannot be read
/// @param pending a request that is not answered yet
/// @param foreign of someone else, followed only: there is no worker to ask
public record RunAbility(Optional<RunState> state, Optional<ControlRequest.Kind> pending, boolean foreign) {

    public boolean canPause() {
        return free() && is(RunState.RUNNING);
    }

    public boolean canResume() {
        return free() && is(RunState.PAUSED);
    }

    /// A stop may overtake whatever else was asked for.
    public boolean canStop() {
        return !foreign
                && (is(RunState.STARTING) || is(RunState.RUNNING) || is(RunState.PAUSED))
                && !pending.equals(Optional.of(ControlRequest.Kind.STOP));
    }

    public boolean canCheckpoint() {
        return free() && (is(RunState.RUNNING) || is(RunState.PAUSED));
    }

    /// Whether a new worker could take it up from its newest checkpoint, or from its beginning where it has none.
    public boolean canContinue() {
        return !foreign && (is(RunState.STOPPED) || is(RunState.CRASHED) || is(RunState.FAILED));
    }

    /// Not while a worker may write into the folder.
    public boolean canDelete() {
        return !foreign && state.map(s -> s.ended() || s == RunState.QUEUED).orElse(true);
    }

    private boolean free() {
        return !foreign && pending.isEmpty();
    }

    private boolean is(RunState wanted) {
        return state.equals(Optional.of(wanted));
    }
}
