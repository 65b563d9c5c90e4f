package org.dpoworkbench.app.window.model.runs;

import java.util.Optional;
import org.dpoworkbench.engine.run.RunState;
import org.dpoworkbench.ui.Messages;

/// Run states in words.
public final class StateWords {
    private StateWords() {}

    /// @param state empty: the run cannot be read
    public static String of(Optional<RunState> state) {
        if (state.isEmpty()) {
            return Messages.text("state.unreadable");
        }
        return switch (state.get()) {
            case QUEUED -> Messages.text("state.queued");
            case STARTING -> Messages.text("state.starting");
            case RUNNING -> Messages.text("state.running");
            case PAUSED -> Messages.text("state.paused");
            case FINISHED -> Messages.text("state.finished");
            case STOPPED -> Messages.text("state.stopped");
            case FAILED -> Messages.text("state.failed");
            case CRASHED -> Messages.text("state.crashed");
        };
    }
}
