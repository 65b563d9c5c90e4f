package org.dpoworkbench.app.window.model.chart;

import java.util.Optional;
import org.dpoworkbench.app.chart.curve.Drawing.Form;
import org.dpoworkbench.engine.metric.EvaluationKey;
import org.dpoworkbench.engine.metric.Metric;

/// One of the curves that a chart shows of each run.
///
/// @param metric    the name in files of what is shown, without the prefix of held-out pairs
/// @param set       of held-out pairs, the named evaluation set; absent: the main one
/// @param form      how the curve is drawn
/// @param smoothing what becomes of a curve that has a value a step
/// @param name      what it is called at its end, where a chart shows several of a run; else empty
public record Part(String metric, Where where, Optional<String> set, Form form, Smoothing smoothing, String name) {
    Part(String metric, Where where, Form form, Smoothing smoothing, String name) {
        this(metric, where, Optional.empty(), form, smoothing, name);
    }

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
            case HELD_OUT -> EvaluationKey.prefix(set) + metric;
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
        return new Part(metric, where, set, other, smoothing, name);
    }

    Part smoothed(Smoothing other) {
        return new Part(metric, where, set, form, other, name);
    }

    Part called(String other) {
        return new Part(metric, where, set, form, smoothing, other);
    }

    /// The same of a named evaluation set, with the set's name at its end.
    Part of(String other) {
        return new Part(
                metric, where, Optional.of(other), Form.HOLLOW, smoothing, name.isEmpty() ? other : other + " " + name);
    }
}
