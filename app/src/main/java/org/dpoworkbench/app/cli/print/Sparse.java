package org.dpoworkbench.app.cli.print;

import java.time.Duration;
import java.time.Instant;

/// Which points of a progress are worth a line in a log: every twentieth, or one in half a minute.
final class Sparse {
    private static final int PARTS = 20;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private boolean fresh = true;
    private long lastPart;
    private Instant lastTime = Instant.MIN;

    /// Starts again: the next point is the first.
    void restart() {
        fresh = true;
    }

    /// @param total 0 where it is not known
    boolean isDue(long done, long total, Instant time) {
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
