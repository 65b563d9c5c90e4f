package org.dpoworkbench.app.window.model;

import java.time.Instant;
import java.util.Optional;

/// Something that the user should know and that no control stands for.
///
/// @param detail what can be copied for a report, such as a stack trace
public record Notice(Level level, String text, Optional<String> detail, Instant time) {
    /// How much it matters.
    public enum Level {
        INFORMATION,
        WARNING,
        ERROR
    }
}
