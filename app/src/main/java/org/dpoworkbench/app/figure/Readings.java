package org.dpoworkbench.app.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.dpoworkbench.app.figure.Curve.Source;
import org.dpoworkbench.engine.curve.Series;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.metric.Metric;

/// Takes curves out of what a run recorded.
///
/// @param index position of the run in the figure
record Readings(int index, FigureRun run) {

    static List<Readings> of(List<FigureRun> runs) {
        List<Readings> result = new ArrayList<>();
        for (FigureRun run : runs) {
            result.add(new Readings(result.size(), run));
        }
        return result;
    }

    /// The metric on the step's own pairs.
    Curve training(Metric metric) {
        return training(metric.key());
    }

    /// A number of training by its name in files, which need not be one that is defined here.
    Curve training(String key) {
        return new Curve(index, key, Source.TRAINING, line(series(key)));
    }

    /// The reward accuracy on the step's own pairs. Where all of them are ties, as before the first step that changes a
    /// policy which starts from its reference, it says nothing and is left out.
    Curve trainingAccuracy() {
        String key = Metric.REWARDS_ACCURACIES.key();
        Series told = Lines.except(series(key), series(Metric.REWARDS_TIES.key()), 1);
        return new Curve(index, key, Source.TRAINING, line(told));
    }

    /// The metric on the held-out pairs.
    Curve heldOut(Metric metric) {
        return heldOut(metric.key());
    }

    /// A number of the evaluations by its name without `eval_`.
    Curve heldOut(String key) {
        return new Curve(index, key, Source.HELD_OUT, Lines.withGaps(series(Metric.EVAL_PREFIX + key), Series.EMPTY));
    }

    /// The reward accuracy on the held-out pairs with its interval. Where policy and reference are the same at step 0,
    /// every pair is a tie and the accuracy says nothing: that point is left out.
    Curve heldOutAccuracy() {
        Series values = series(Metric.REWARDS_ACCURACIES.evalKey());
        Series low = series(Metric.REWARDS_ACCURACIES_LOW.evalKey());
        Series high = series(Metric.REWARDS_ACCURACIES_HIGH.evalKey());
        List<Dot> dots = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            int step = values.step(i);
            if (step > 0 || !run.startsFromReference()) {
                dots.add(new Dot(
                        step,
                        values.value(i),
                        low.at(step).orElse(Double.NaN),
                        high.at(step).orElse(Double.NaN)));
            }
        }
        return new Curve(index, Metric.REWARDS_ACCURACIES.key(), Source.HELD_OUT, Points.of(dots));
    }

    /// A number of the policy's samples.
    Curve samples(Metric metric) {
        return samples(metric, metric, Source.SAMPLES, "policy");
    }

    /// The same number of the reference's samples, under its own name or under the policy's.
    Curve referenceSamples(Metric metric, Metric orUnder) {
        return samples(metric, orUnder, Source.REFERENCE_SAMPLES, "reference");
    }

    private Curve samples(Metric metric, Metric orUnder, Source source, String model) {
        List<Dot> dots = new ArrayList<>();
        for (Event.Samples samples : run.curves().samples()) {
            if (samples.model().equals(model)) {
                OptionalDouble value = metric.in(samples.metrics());
                (value.isPresent() ? value : orUnder.in(samples.metrics()))
                        .ifPresent(there -> dots.add(Dot.at(samples.step(), there)));
            }
        }
        return new Curve(index, metric.key(), source, Points.of(dots));
    }

    /// One number of the policy's samples over another, sampling by sampling.
    Curve samplesOver(Metric across, Metric up) {
        Series x = series(across.key());
        Series y = series(up.key());
        List<Dot> dots = new ArrayList<>();
        for (int i = 0; i < x.size(); i++) {
            double at = x.value(i);
            y.at(x.step(i)).ifPresent(value -> dots.add(Dot.at(at, value)));
        }
        return new Curve(index, up.key(), Source.SAMPLES, Points.of(dots));
    }

    private Series series(String key) {
        return run.curves().series(key);
    }

    private Points line(Series series) {
        return Lines.withGaps(series, run.curves().seconds());
    }
}
