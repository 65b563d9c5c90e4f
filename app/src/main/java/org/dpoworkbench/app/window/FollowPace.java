package org.dpoworkbench.app.window;

import java.time.Duration;
import java.util.function.LongSupplier;

/// How long the window rests before it looks at the runs under way again: as long as keeps what a look costs, and all
/// that is laid out and drawn for it, at a share of the processors, since those compute the runs.
final class FollowPace {
    static final Duration SHORTEST = Duration.ofMillis(80);
    static final Duration LONGEST = Duration.ofSeconds(2);

    private static final double SHARE = 0.02;

    private final LongSupplier cpuNanos;
    private final int processors;
    private long before;

    /// @param cpuNanos what this process has used of all processors
    FollowPace(LongSupplier cpuNanos, int processors) {
        this.cpuNanos = cpuNanos;
        this.processors = processors;
        before = cpuNanos.getAsLong();
    }

    /// Called with each look; what was used since the one before is what that cost.
    Duration rest() {
        long now = cpuNanos.getAsLong();
        long nanos = Math.round((now - before) / (SHARE * processors));
        before = now;
        return Duration.ofNanos(Math.clamp(nanos, SHORTEST.toNanos(), LONGEST.toNanos()));
    }
}
