package org.dpoworkbench.app.cli.print;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// How fast a run goes, from the times in its journal, so that a run taken up late tells the same as one watched.
final class Pace {
    private static final Duration WINDOW = Duration.ofSeconds(30);

    private final Deque<Mark> marks = new ArrayDeque<>();

    private record Mark(int step, Instant time) {}

    /// Forgets what was before a start or a pause.
    void restart(int step, Instant time) {
        marks.clear();
        marks.add(new Mark(step, time));
    }

    void at(int step, Instant time) {
        marks.add(new Mark(step, time));
        while (marks.size() > 2
                && Duration.between(marks.getFirst().time(), time).compareTo(WINDOW) > 0) {
            marks.removeFirst();
        }
    }

    /// Time to `total` at the speed of the last half minute; absent before there is a speed.
    Optional<Duration> remaining(int total) {
        if (marks.size() < 2) {
            return Optional.empty();
        }
        Mark first = marks.getFirst();
        Mark last = marks.getLast();
        int steps = last.step() - first.step();
        Duration taken = Duration.between(first.time(), last.time());
        if (steps <= 0 || taken.isNegative()) {
            return Optional.empty();
        }
        double millis = (double) taken.toMillis() / steps * Math.max(0, total - last.step());
        return Optional.of(Duration.ofMillis(Math.round(millis)));
    }
}
