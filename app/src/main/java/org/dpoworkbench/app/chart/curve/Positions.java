package org.dpoworkbench.app.chart.curve;

import java.util.Optional;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.curve.Series;
import org.dpoworkbench.engine.metric.Metric;

/// Where the steps of one run lie on the horizontal axis. By epoch and by time, a step lies where the last recorded
/// step at or before it lies; step 0 lies at 0.
public final class Positions {
    private final Domain domain;
    private final Series places; // by step; empty where the axis counts steps

    private Positions(Domain domain, Series places) {
        this.domain = domain;
        this.places = places;
    }

    public static Positions of(RunCurves curves, Domain domain) {
        return switch (domain) {
            case STEP -> new Positions(domain, Series.EMPTY);
            case EPOCH -> new Positions(domain, curves.series(Metric.EPOCH.key()));
            case TIME -> new Positions(domain, curves.seconds());
        };
    }

    /// Whether the run recorded what the axis counts.
    public boolean known() {
        return domain == Domain.STEP || !places.isEmpty();
    }

    /// What the positions are read from: while it is the same object, so are they.
    Series places() {
        return places;
    }

    public double of(int step) {
        return domain == Domain.STEP ? step : places.atOrBefore(step).orElse(0);
    }

    /// The step that lies nearest to `x`.
    ///
    /// @param steps the steps that there are, such as those of a curve
    public Optional<Integer> nearestStep(double x, Series steps) {
        if (steps.isEmpty()) {
            return Optional.empty();
        }
        int after = firstAtOrAfter(x, steps);
        if (after == steps.size()) {
            return Optional.of(steps.lastStep());
        }
        if (after == 0 || Math.abs(of(steps.step(after)) - x) < Math.abs(of(steps.step(after - 1)) - x)) {
            return Optional.of(steps.step(after));
        }
        return Optional.of(steps.step(after - 1));
    }

    /// Index of the first point of `series` whose position is `x` or further right; its size where there is none.
    int firstAtOrAfter(double x, Series series) {
        int low = 0;
        int high = series.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (of(series.step(middle)) < x) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Positions of ascending steps, each found in a few steps from the one before.
    Walk walk() {
        return new Walk();
    }

    final class Walk {
        private int at = -1;
        private double furthest;

        /// @param step not before the step of the last call
        double to(int step) {
            if (domain == Domain.STEP) {
                return step;
            }
            if (at < 0) {
                at = Math.max(-1, places.indexAtOrBefore(step));
            }
            while (at + 1 < places.size() && places.step(at + 1) <= step) {
                at++;
            }
            // A clock that was set back must not make the curve run back.
            furthest = Math.max(furthest, at < 0 ? 0 : places.value(at));
            return furthest;
        }
    }
}
