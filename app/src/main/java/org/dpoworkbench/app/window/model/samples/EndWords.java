package org.dpoworkbench.app.window.model.samples;

import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.ui.Messages;

/// Why an answer ended, in words.
public final class EndWords {
    private EndWords() {}

    /// Journals of older versions tell only whether the cap came first.
    public static String of(Event.Sample sample) {
        if (sample.end().isEmpty()) {
            return sample.ended() ? Messages.text("samples.ended") : Messages.text("samples.cut");
        }
        return switch (sample.end().get()) {
            case END_TOKEN -> Messages.text("samples.endToken");
            case STOP_TEXT -> Messages.text("samples.stopText");
            case LENGTH -> Messages.text("samples.cut");
        };
    }
}
