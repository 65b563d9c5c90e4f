package org.dpoworkbench.engine.launch;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.dpoworkbench.engine.run.RunFolder;

/// A worker process that this process started. It lives on when this one ends.
public final class Worker {
    private final RunFolder folder;
    private final Process process;

    Worker(RunFolder folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    public RunFolder folder() {
        return folder;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// Empty while it lives; 128 + its number where a signal ended it.
    public OptionalInt exitCode() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /// Waits for its end.
    ///
    /// @return the exit code, empty where it still lives after `atMost`
    public OptionalInt waitFor(Duration atMost) throws InterruptedException {
        return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)
                ? OptionalInt.of(process.exitValue())
                : OptionalInt.empty();
    }
}
