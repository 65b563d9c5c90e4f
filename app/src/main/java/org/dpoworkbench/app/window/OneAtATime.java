package org.dpoworkbench.app.window;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Opens a window of the system and waits for its end, and does not open another right after it: a key that is held
/// down closes it and asks for it again and again.
final class OneAtATime {
    /// Longer than a key's repeats are apart, and shorter than it takes to think better of it.
    private static final long REST_NANOS = 300_000_000;

    private final LongSupplier clock;
    private boolean open;
    private long last;

    /// @param clock nanoseconds, as of [System#nanoTime]
    OneAtATime(LongSupplier clock) {
        this.clock = clock;
        last = clock.getAsLong() - REST_NANOS;
    }

    /// @param refused the answer where it is not opened
    <T> T ask(Supplier<T> window, T refused) {
        if (open || clock.getAsLong() - last < REST_NANOS) {
            last = clock.getAsLong();
            return refused;
        }
        open = true;
        try {
            return window.get();
        } finally {
            open = false;
            last = clock.getAsLong();
        }
    }
}
