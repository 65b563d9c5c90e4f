package org.dpoworkbench.app.window.model.chart;

import java.util.Optional;
import org.dpoworkbench.app.chart.curve.Points;
import org.dpoworkbench.app.chart.curve.Positions;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.curve.Series;
import org.dpoworkbench.engine.metric.Metric;

/// Puts the recorded 95 % binomial intervals around held-out accuracies.
final class Intervals {
    private Intervals() {}

    /// @param values   of which the points are those that are drawn
    /// @param wanted   false: the points as they are; a difference has no such interval
    static Points around(Points points, Series values, Positions positions, RunCurves curves, boolean wanted) {
        Series low = curves.series(Metric.REWARDS_ACCURACIES_LOW.evalKey());
        Series high = curves.series(Metric.REWARDS_ACCURACIES_HIGH.evalKey());
        if (!wanted || low.isEmpty() || high.isEmpty()) {
            return points;
        }
        var builder = new Points.Builder();
        for (int i = 0; i < points.size(); i++) {
            double value = points.y(i);
            Optional<Integer> step = positions.nearestStep(points.x(i), values);
            builder.add(
                    points.x(i),
                    value,
                    step.map(at -> low.at(at).orElse(value)).orElse(value),
                    step.map(at -> high.at(at).orElse(value)).orElse(value));
        }
        return builder.build();
    }
}
