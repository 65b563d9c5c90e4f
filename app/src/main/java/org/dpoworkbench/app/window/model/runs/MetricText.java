package org.dpoworkbench.app.window.model.runs;

import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.metric.MetricUnit;
import org.dpoworkbench.ui.Messages;

/// A metric's numbers as they are read, each with its unit.
final class MetricText {
    private MetricText() {}

    /// Such as `77.5 %`, `−12.35 nats`, `0.6337`.
    static String of(Metric metric, double value) {
        return withUnit(metric, bare(metric, value));
    }

    /// A difference, with its sign: `+2.5 points`, `−0.31 nats`. Shares differ by percentage points.
    static String difference(Metric metric, double difference) {
        String sign = difference > 0 ? "+" : "";
        return metric.unit() == MetricUnit.SHARE
                ? Messages.text("runs.values.points", sign + bare(metric, difference))
                : sign + of(metric, difference);
    }

    /// Such as `[73.4, 81.6]`, in the metric's unit.
    static String interval(Metric metric, double low, double high) {
        return "[" + bare(metric, low) + ", " + bare(metric, high) + "]";
    }

    private static String bare(Metric metric, double value) {
        return switch (metric.unit()) {
            case SHARE -> Numbers.fixed(100 * value, 1);
            case TOKENS, PAIRS_PER_SECOND -> Math.abs(value) < 1000 ? Numbers.fixed(value, 1) : Numbers.fixed(value, 0);
            case PAIRS -> Numbers.fixed(value, 0);
            case NONE ->
                Math.abs(value) <= 1 && Math.abs(value) >= 0.01
                        ? Numbers.fixed(value, 3)
                        : Numbers.significant(value, 4);
            default -> Numbers.significant(value, 4);
        };
    }

    private static String withUnit(Metric metric, String number) {
        String unit = metric.unit() == MetricUnit.SHARE ? "%" : metric.unit().text();
        boolean ownUnit = metric.unit() == MetricUnit.OF_THE_LOSS || unit.isEmpty();
        return ownUnit ? number : number + " " + unit;
    }
}
