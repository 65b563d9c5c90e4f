package org.dpoworkbench.engine.task;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;

/// The last lines that a process wrote to its standard error, for the message where it fails.
final class LastLines {
    private static final int KEPT = 20;

    private final Deque<String> lines = new ArrayDeque<>();

    private LastLines() {}

    /// Reads until the stream ends, beside the caller.
    static LastLines of(BufferedReader stream) {
        LastLines last = new LastLines();
        Thread.startVirtualThread(() -> last.read(stream));
        return last;
    }

    private void read(BufferedReader stream) {
        try (stream) {
            stream.lines().forEach(this::add);
        } catch (UncheckedIOException e) {
            add("(its output could not be read further: " + e.getMessage() + ")");
        } catch (IOException e) {
            add("(its output could not be closed: " + e.getMessage() + ")");
        }
    }

    private synchronized void add(String line) {
        if (lines.size() == KEPT) {
            lines.removeFirst();
        }
        lines.add(line);
    }

    /// The lines, each on a line of its own; empty where there are none.
    synchronized String text() {
        return lines.isEmpty() ? "" : " It said last:\n  " + String.join("\n  ", lines);
    }
}
