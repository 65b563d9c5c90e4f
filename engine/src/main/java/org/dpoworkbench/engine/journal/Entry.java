package org.dpoworkbench.engine.journal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// A journal line: an event with its number, counted from 1 without gaps over the whole journal, and its time.
public record Entry(long seq, Instant time, Event event) {

    /// The line as the journal has it: compact JSON without the line's end.
    public String json() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        EntryWriter.write(this, line);
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }
}
