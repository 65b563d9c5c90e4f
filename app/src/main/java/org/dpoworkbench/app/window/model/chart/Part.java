package org.dpoworkbench.app.window.model.chart;

import org.dpoworkbench.app.chart.curve.Drawing.Form;
import org.dpoworkbench.engine.metric.Metric;

/// One of the curves that a chart shows of each run.
///
/// @param metric    the name in files of what is shown, without the prefix of held-out pairs
/// @param form      how the curve is drawn
/// @param smoothing what becomes of a curve that has a value a step
/// @param name      what it is called at its end, where a chart shows several of a run; else empty
public record Part(String metric, Where where, Form form, Smoothing smoothing, String name) {

    /// What the values were taken on.
    public enum Where {
        TRAINING,
        HELD_OUT,
        SAMPLES,
        REFERENCE_SAMPLES
    }

    /// What becomes of a curve when all are smoothed.
    public enum Smoothing {
        /// It is drawn as it is.
        NONE,
        /// Only its smoothed form is drawn.
        ALONE,
        /// Its smoothed form is drawn, and it itself faintly behind.
        WITH_RAW
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
        return new Part(metric.key(), Where.TRAINING, Form.STRONG, Smoothing.WITH_RAW, "");
    }

    static Part heldOut(Metric metric) {
        return new Part(metric.key(), Where.HELD_OUT, Form.MARKERS, Smoothing.NONE, "");
    }

    Part as(Form other) {
        return new Part(metric, where, other, smoothing, name);
    }

    Part smoothed(Smoothing other) {
        return new Part(metric, where, form, other, name);
    }

    Part called(String other) {
        return new Part(metric, where, form, smoothing, other);
    }
}
