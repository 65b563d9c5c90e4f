package org.dpoworkbench.app.cli.print;

import java.time.Duration;
import java.time.Instant;

/// Which points of a progress are worth a line in a log: every twentieth, or one in half a minute, once it has lasted
/// longer than the reader's patience.
final class Sparse {
    private static final int PARTS = 20;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Duration patience;
    private boolean fresh = true;
    private Instant begun = Instant.MIN;
    private long lastPart;
    private Instant lastTime = Instant.MIN;

    /// @param patience what is over sooner is not worth a line
    Sparse(Duration patience) {
        this.patience = patience;
    }

    /// Starts again: the next point is the first.
    void restart() {
        fresh = true;
        begun = Instant.MIN;
    }

    /// @param total 0 where it is not known
    boolean isDue(long done, long total, Instant time) {
        if (begun.equals(Instant.MIN)) {
            begun = time;
        }
        if (time.isBefore(begun.plus(patience))) {
            return false;
        }
        long part = total > 0 ? done * PARTS / total : 0;
        boolean due = fresh || part > lastPart || !time.isBefore(lastTime.plus(LONGEST));
        if (due) {
            fresh = false;
            lastPart = part;
            lastTime = time;
        }
        return due;
    }
}
