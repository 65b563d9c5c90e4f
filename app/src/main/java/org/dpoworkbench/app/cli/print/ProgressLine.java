package org.dpoworkbench.app.cli.print;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where progress is shown: redrawn in place on a terminal, sparse lines in a log.
sealed interface ProgressLine {
    /// Shows how far it is, where it is time to.
    ///
    /// @param total 0 where it is not known
    /// @param time  when it was so far
    void show(String label, long done, long total, List<Fact> facts, Instant time);

    /// What comes next is another progress: its first point is shown.
    void restart();

    /// For steps, each of which is news.
    static ProgressLine ofSteps(Console console) {
        return on(console, Duration.ZERO);
    }

    /// For what has to be waited for: a log tells of it only where the wait is long enough to wonder.
    static ProgressLine ofPhases(Console console) {
        return on(console, Duration.ofSeconds(2));
    }

    private static ProgressLine on(Console console, Duration patience) {
        return console.columns().isPresent()
                ? new OnTerminal(console, new Bar(console.columns().getAsInt(), console.unicode()))
                : new InLog(console, new Sparse(patience));
    }

    /// Redrawn at most some ten times a second, however fast it goes.
    final class OnTerminal implements ProgressLine {
        private static final long REDRAW_NANOS = 80_000_000;

        private final Console console;
        private final Bar bar;
        private long drawn = System.nanoTime() - REDRAW_NANOS;

        OnTerminal(Console console, Bar bar) {
            this.console = console;
            this.bar = bar;
        }

        @Override
        public void show(String label, long done, long total, List<Fact> facts, Instant time) {
            long now = System.nanoTime();
            if (now - drawn >= REDRAW_NANOS || done == total) {
                drawn = now;
                console.status(bar.line(label, done, total, facts));
            }
        }

        @Override
        public void restart() {
            drawn = System.nanoTime() - REDRAW_NANOS;
        }
    }

    record InLog(Console console, Sparse sparse) implements ProgressLine {
        @Override
        public void show(String label, long done, long total, List<Fact> facts, Instant time) {
            if (sparse.isDue(done, total, time)) {
                console.say(Stream.concat(Stream.of(label), facts.stream().map(Fact::text))
                        .collect(Collectors.joining(", ")));
            }
        }

        @Override
        public void restart() {
            sparse.restart();
        }
    }
}
