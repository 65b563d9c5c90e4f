package org.dpoworkbench.engine.run;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Something that a supervisor asks of a worker.
///
/// @param id what the acknowledgement in the journal names
public record ControlRequest(String id, Kind kind) {
    /// Id of the stop that a signal to the worker's process asks for.
    public static final String BY_SIGNAL = "signal";

    /// What can be asked.
    public enum Kind {
        PAUSE,
        RESUME,
        /// Write a checkpoint and end.
        STOP,
        /// Write a checkpoint and go on.
        CHECKPOINT;

        @JsonValue
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
