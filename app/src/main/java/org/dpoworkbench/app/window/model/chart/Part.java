package org.dpoworkbench.app.window.model.chart;

import org.dpoworkbench.app.chart.curve.Drawing.Form;
import org.dpoworkbench.engine.metric.Metric;

/// One of the curves that a chart shows of each run.
///
/// @param metric the name in files of what is shown, without the prefix of held-out pairs
/// @param form   how the curve, smoothed where it has a value a step, is drawn
/// @param raw    whether the values before smoothing are drawn behind it
/// @param name   what it is called at its end, where a chart shows several of a run; else empty
public record Part(String metric, Where where, Form form, boolean raw, String name) {

    /// What the values were taken on.
    public enum Where {
        TRAINING,
        HELD_OUT,
        SAMPLES,
        REFERENCE_SAMPLES
    }

    /// The name of the values' column in a run's curves.
    public String column() {
        return switch (where) {
            case TRAINING, SAMPLES -> metric;
            case HELD_OUT -> Metric.EVAL_PREFIX + metric;
            case REFERENCE_SAMPLES -> metric + "_reference";
        };
    }

    static Part training(Metric metric) {
        return new Part(metric.key(), Where.TRAINING, Form.STRONG, true, "");
    }

    static Part heldOut(Metric metric) {
        return new Part(metric.key(), Where.HELD_OUT, Form.MARKERS, false, "");
    }

    Part as(Form other) {
        return new Part(metric, where, other, raw, name);
    }

    Part smoothOnly() {
        return new Part(metric, where, form, false, name);
    }

    Part called(String other) {
        return new Part(metric, where, form, raw, other);
    }
}
