package org.dpoworkbench.app.chart.curve;

import java.util.LinkedHashMap;
import java.util.Map;
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

    private record Made(Series series, Series places, Span span, Points points) {
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
        Points points = series.isEmpty() || !positions.known() ? Points.EMPTY : make(source, series, positions, look);
        made.put(view, new Made(series, positions.places(), look.span(), points));
        return points;
    }

    private Points make(Source source, Series series, Positions positions, Look look) {
        int half = MovingMean.window(series.size(), look.share()) / 2;
        RunningSums running = sums.computeIfAbsent(source, _ -> new RunningSums());
        if (half > 0) {
            running.follow(series);
        }
        int from = Math.max(0, positions.firstAtOrAfter(look.span().from(), series) - 1);
        int to = Math.min(series.size(), positions.firstAtOrAfter(look.span().to(), series) + 2);
        int gap = GAP * spacing(series);
        var thinning = new Thinning(look.span(), look.columns());
        Positions.Walk walk = positions.walk();
        for (int i = from; i < to; i++) {
            double x = walk.to(series.step(i));
            if (i > from && series.step(i) - series.step(i - 1) > gap) {
                thinning.gap(x);
            }
            thinning.add(x, half > 0 ? running.mean(i, half) : series.value(i));
        }
        return thinning.points();
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
