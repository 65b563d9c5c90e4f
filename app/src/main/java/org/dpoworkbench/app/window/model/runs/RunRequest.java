package org.dpoworkbench.app.window.model.runs;

import java.util.Optional;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.run.ControlRequest;
import org.dpoworkbench.ui.Messages;

/// Something asked of a worker that has not yet answered.
///
/// @param id     what the answer in the journal names
/// @param offset the journal's length when it was asked; the answer comes after
public record RunRequest(String id, ControlRequest.Kind kind, long offset) {

    /// Whether the journal's event answers this request, or makes an answer impossible.
    boolean isAnsweredBy(Event event) {
        return switch (event) {
            case Event.State state ->
                state.request().equals(Optional.of(id)) || state.state().ended();
            case Event.Checkpoint _ -> kind == ControlRequest.Kind.CHECKPOINT;
            case Event.Finished _, Event.Failed _ -> true;
            default -> false;
        };
    }

    /// What is awaited, for people.
    public String text() {
        return switch (kind) {
            case PAUSE -> Messages.text("runs.pending.pause");
            case RESUME -> Messages.text("runs.pending.resume");
            case STOP -> Messages.text("runs.pending.stop");
            case CHECKPOINT -> Messages.text("runs.pending.checkpoint");
        };
    }
}
