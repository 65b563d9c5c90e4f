package org.dpoworkbench.app.chart.curve;

import java.util.Optional;

/// From one value to another, as an axis runs.
public record Span(double from, double to) {
    public Span {
        if (!(from <= to)) {
            throw new IllegalArgumentException("from " + from + " to " + to);
        }
    }

    public double length() {
        return to - from;
    }

    public boolean contains(double value) {
        return value >= from && value <= to;
    }

    public Span and(Span other) {
        return new Span(Math.min(from, other.from), Math.max(to, other.to));
    }

    public static Optional<Span> union(Optional<Span> one, Optional<Span> other) {
        return one.isPresent() && other.isPresent() ? one.map(span -> span.and(other.get())) : one.or(() -> other);
    }

    /// The span around `centre` that is `factor` times as long.
    public Span scaled(double factor, double centre) {
        return new Span(centre - (centre - from) * factor, centre + (to - centre) * factor);
    }

    /// The span of the same length that begins `by` further on.
    public Span moved(double by) {
        return new Span(from + by, to + by);
    }

    /// The part of this span inside `limits`; `limits` where nothing of it is.
    public Span within(Span limits) {
        double start = Math.max(from, limits.from);
        double end = Math.min(to, limits.to);
        return start < end ? new Span(start, end) : limits;
    }
}
