package org.dpoworkbench.app.window;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The last net: logs what nobody caught and tells the user. The same error at the same place is told once a minute,
/// so that one that comes with every frame floods neither the log nor the window.
final class UncaughtErrors implements Thread.UncaughtExceptionHandler {
    static final Duration QUIET = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(UncaughtErrors.class);

    private final InstantSource clock;
    private final Map<Place, Repeats> known = new HashMap<>();
    private Consumer<Throwable> listener = _ -> {};

    UncaughtErrors(InstantSource clock) {
        this.clock = clock;
    }

    /// Catches for every thread from now on; the first thing a window does.
    static UncaughtErrors install() {
        var errors = new UncaughtErrors(InstantSource.system());
        Thread.setDefaultUncaughtExceptionHandler(errors);
        return errors;
    }

    /// @param told hears every error that is not a repetition, on the thread that it happened on
    synchronized void tell(Consumer<Throwable> told) {
        listener = told;
    }

    @Override
    public synchronized void uncaughtException(Thread thread, Throwable error) {
        Instant now = clock.instant();
        Repeats before = known.get(Place.of(error));
        if (before != null && now.isBefore(before.told().plus(QUIET))) {
            known.put(Place.of(error), new Repeats(before.told(), before.silent() + 1));
            return;
        }
        known.put(Place.of(error), new Repeats(now, 0));
        LOG.error(
                "uncaught in thread {}, {} more of the same kind since the last report",
                thread.getName(),
                before == null ? 0 : before.silent(),
                error);
        listener.accept(error);
    }

    private record Repeats(Instant told, int silent) {}

    /// Where an error comes from; two of the same place are the same trouble.
    private record Place(Class<?> type, StackTraceElement origin) {
        static final StackTraceElement NOWHERE = new StackTraceElement("", "", null, -1);

        static Place of(Throwable error) {
            StackTraceElement[] trace = error.getStackTrace();
            return new Place(error.getClass(), trace.length == 0 ? NOWHERE : trace[0]);
        }
    }
}
