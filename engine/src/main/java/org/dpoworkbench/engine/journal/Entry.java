package org.dpoworkbench.engine.journal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// A journal line: an event with its number, counted from 1 without gaps over the whole journal, and its time.
public record Entry(long seq, Instant time, Event event) {

    /// The entry that a line tells, as [#json] has it.
    ///
    /// @throws IllegalArgumentException where the text is no journal line that this version knows
    public static Entry parse(String json) {
        byte[] line = json.getBytes(StandardCharsets.UTF_8);
        try {
            return EntryReader.read(line, 0, line.length)
                    .orElseThrow(() -> new IllegalArgumentException("unknown type: " + json));
        } catch (EntryReader.BadLine e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    /// The line as the journal has it: compact JSON without the line's end.
    public String json() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        EntryWriter.write(this, line);
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }
}
