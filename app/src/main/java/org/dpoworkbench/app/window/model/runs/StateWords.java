package org.dpoworkbench.app.window.model.runs;

import java.util.Locale;
import org.dpoworkbench.app.window.model.run.RunSummary;
import org.dpoworkbench.engine.run.RunState;
import org.dpoworkbench.ui.Messages;

/// Run states in words.
public final class StateWords {
    private StateWords() {}

    public static String of(RunSummary run) {
        return run.state()
                .map(StateWords::of)
                .orElseGet(() -> isRecorded(run) ? Messages.text("state.recorded") : Messages.text("state.unreadable"));
    }

    /// The state as it is typed and as styles name it: `running`, `finished`, …, `unreadable`, `recorded`.
    public static String key(RunSummary run) {
        return run.state()
                .map(state -> state.name().toLowerCase(Locale.ROOT))
                .orElse(isRecorded(run) ? "recorded" : "unreadable");
    }

    /// Whether nothing is wrong with the run, and its record does not tell whether it still goes on.
    private static boolean isRecorded(RunSummary run) {
        return run.state().isEmpty() && run.problem().isEmpty();
    }

    private static String of(RunState state) {
        return switch (state) {
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
