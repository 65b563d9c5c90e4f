package org.dpoworkbench.engine.task;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.dpoworkbench.engine.progress.Progress;

/// The task's side of its standard output, which its launcher reads: one [Reply] a line.
final class TaskOutput implements Progress {
    private static final long TELL_EVERY_NANOS = 100_000_000;

    private final PrintWriter lines =
            new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private long told = System.nanoTime() - TELL_EVERY_NANOS;

    void result(Object value) {
        say(new Reply.Result(TaskJson.MAPPER.valueToTree(value)));
    }

    void say(Reply reply) {
        lines.println(TaskJson.MAPPER.writeValueAsString(reply));
    }

    @Override
    public void at(String phase, long done, long total) {
        long now = System.nanoTime();
        if (now - told >= TELL_EVERY_NANOS || (total > 0 && done == total)) {
            told = now;
            say(new Reply.Progress(phase, done, total));
        }
    }
}
