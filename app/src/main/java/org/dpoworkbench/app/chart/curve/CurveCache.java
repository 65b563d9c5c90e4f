package org.dpoworkbench.app.chart.curve;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.dpoworkbench.app.present.MovingMean;
import org.dpoworkbench.engine.curve.Series;

/// Makes curves ready for drawing and keeps what it made, so that a finished run costs nothing and a growing one
/// little. For one thread at a time.
public final class CurveCache {
    private static final int MOST = 600;
    /// As many steps without a word as this many usual distances between points break the line.
    private static final int GAP = 2;

    private static final int SPACING_PROBES = 64;

    private final Map<Source, RunningSums> sums = bounded();
    private final Map<View, Made> made = bounded();

    /// One metric of one run.
    public record Source(String run, String metric) {}

    /// How a curve is looked at.
    ///
    /// @param span    the part of the axis that is visible
    /// @param columns pixel columns of that part, >= 1
    /// @param share   the smoothing window's share of the curve's points; 0: the curve as it is
    public record Look(Domain domain, Span span, int columns, double share) {}

    /// Where a curve is shown. A growing run's visible part changes with every step, so it is no part of this: the
    /// curve as it was then would be kept for nothing.
    private record View(Source source, Domain domain, int columns, double share) {}

    /// @param extremes made when the same curve is looked at again: while it grows they would be made for nothing
    private record Made(Series series, Series places, Span span, Points points, Optional<Extremes> extremes) {
        boolean isOf(Series now, Positions positions, Look look) {
            return series == now && places == positions.places() && span.equals(look.span());
        }
    }

    private static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > MOST;
            }
        };
    }

    /// The curve, smoothed over all its points and then thinned to the columns. One point beyond either end of the
    /// visible part stays, so that the line runs to the edge.
    public Points line(Source source, Series series, Positions positions, Look look) {
        var view = new View(source, look.domain(), look.columns(), look.share());
        Made before = made.get(view);
        if (before != null && before.isOf(series, positions, look)) {
            return before.points();
        }
        if (series.isEmpty() || !positions.known()) {
            return Points.EMPTY;
        }
        IntToDoubleFunction values = values(source, series, look.share());
        int gap = GAP * spacing(series);
        Optional<Extremes> extremes = before != null && before.series() == series
                ? before.extremes().or(() -> Optional.of(new Extremes(series, values, gap)))
                : Optional.empty();
        Points points = new Walk(series, values, positions, gap, look).points(extremes);
        made.put(view, new Made(series, positions.places(), look.span(), points, extremes));
        return points;
    }

    /// The curve's smoothed values by position.
    private IntToDoubleFunction values(Source source, Series series, double share) {
        int half = MovingMean.window(series.size(), share) / 2;
        if (half == 0) {
            return series::value;
        }
        RunningSums running = sums.computeIfAbsent(source, _ -> new RunningSums());
        running.follow(series);
        return i -> running.mean(i, half);
    }

    /// From left to right through the visible part of a curve.
    private static final class Walk {
        private final Series series;
        private final IntToDoubleFunction values;
        private final Positions positions;
        private final Positions.Walk places;
        private final int gap;
        private final Thinning thinning;
        private final int from;
        private final int to;

        Walk(Series series, IntToDoubleFunction values, Positions positions, int gap, Look look) {
            this.series = series;
            this.values = values;
            this.positions = positions;
            this.places = positions.walk();
            this.gap = gap;
            thinning = new Thinning(look.span(), look.columns());
            from = Math.max(0, positions.firstAtOrAfter(look.span().from(), series) - 1);
            to = Math.min(series.size(), positions.firstAtOrAfter(look.span().to(), series) + 2);
        }

        Points points(Optional<Extremes> extremes) {
            for (int i = from; i < to; i++) {
                add(i);
                if (extremes.isPresent() && extremes.get().hasWhole(i, to) && isInOneColumn(i)) {
                    addExtremes(extremes.get(), i);
                    i += Extremes.BLOCK - 1;
                }
            }
            return thinning.points();
        }

        private void addExtremes(Extremes extremes, int first) {
            int last = first + Extremes.BLOCK - 1;
            int earlier = extremes.earlier(first);
            int later = extremes.later(first);
            if (earlier > first) {
                put(earlier);
            }
            if (later > earlier) {
                put(later);
            }
            if (last > later) {
                put(last);
            }
        }

        private boolean isInOneColumn(int first) {
            return thinning.column(positions.of(series.step(first)))
                    == thinning.column(positions.of(series.step(first + Extremes.BLOCK - 1)));
        }

        private void add(int i) {
            if (i > from && series.step(i) - series.step(i - 1) > gap) {
                thinning.gap(places.to(series.step(i)));
            }
            put(i);
        }

        private void put(int i) {
            thinning.add(places.to(series.step(i)), values.applyAsDouble(i));
        }
    }

    /// The smallest distance between the first points.
    private static int spacing(Series series) {
        int smallest = Integer.MAX_VALUE / GAP;
        for (int i = 1; i < Math.min(series.size(), SPACING_PROBES); i++) {
            smallest = Math.min(smallest, series.step(i) - series.step(i - 1));
        }
        return smallest;
    }
}
