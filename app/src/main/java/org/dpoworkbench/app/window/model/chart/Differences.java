package org.dpoworkbench.app.window.model.chart;

import org.dpoworkbench.engine.curve.Series;

/// One run's values less another's.
final class Differences {
    private Differences() {}

    /// At the steps that both have. Where these are fewer than half of what there could be, as with evaluations at
    /// other steps, each value is held against the nearest step of the other, as far as that reaches.
    static Series of(Series run, Series baseline) {
        Series exact = atEqualSteps(run, baseline);
        return 2 * exact.size() >= Math.min(run.size(), baseline.size()) ? exact : atNearestSteps(run, baseline);
    }

    private static Series atEqualSteps(Series run, Series baseline) {
        var taken = new SeriesTaker(Math.min(run.size(), baseline.size()));
        int other = 0;
        for (int i = 0; i < run.size(); i++) {
            while (other < baseline.size() && baseline.step(other) < run.step(i)) {
                other++;
            }
            if (other < baseline.size() && baseline.step(other) == run.step(i)) {
                taken.take(run.step(i), run.value(i) - baseline.value(other));
            }
        }
        return taken.series();
    }

    private static Series atNearestSteps(Series run, Series baseline) {
        var taken = new SeriesTaker(run.size());
        for (int i = 0; i < run.size() && !baseline.isEmpty(); i++) {
            int step = run.step(i);
            int before = baseline.indexAtOrBefore(step);
            int after = before + 1;
            if (before < 0 || after == baseline.size()) {
                int end = before < 0 ? 0 : before;
                if (baseline.step(end) == step) {
                    taken.take(step, run.value(i) - baseline.value(end));
                }
            } else {
                boolean nearerBefore = step - baseline.step(before) <= baseline.step(after) - step;
                taken.take(step, run.value(i) - baseline.value(nearerBefore ? before : after));
            }
        }
        return taken.series();
    }
}
