package org.dpoworkbench.app.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.dpoworkbench.app.figure.Curve.Source;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.journal.RunHistory;
import org.dpoworkbench.engine.journal.RunHistory.Point;
import org.dpoworkbench.engine.metric.Metric;

/// Takes curves out of a run's history.
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
        return new Curve(index, metric, Source.TRAINING, withGaps(run.history().steps(), metric::in));
    }

    /// The reward accuracy on the step's own pairs. Where all of them are ties, as before the first step that changes a
    /// policy which starts from its reference, it says nothing and is left out.
    Curve trainingAccuracy() {
        List<Point> steps = run.history().steps().stream()
                .filter(point -> Metric.REWARDS_TIES.in(point.metrics()).orElse(0) < 1)
                .toList();
        return new Curve(
                index, Metric.REWARDS_ACCURACIES, Source.TRAINING, withGaps(steps, Metric.REWARDS_ACCURACIES::in));
    }

    /// The metric on the held-out pairs.
    Curve heldOut(Metric metric) {
        return new Curve(index, metric, Source.HELD_OUT, withGaps(run.history().evaluations(), metric::evalIn));
    }

    /// The reward accuracy on the held-out pairs with its interval. Where policy and reference are the same at step 0,
    /// every pair is a tie and the accuracy says nothing: that point is left out.
    Curve heldOutAccuracy() {
        List<Dot> dots = new ArrayList<>();
        for (Point point : run.history().evaluations()) {
            OptionalDouble value = Metric.REWARDS_ACCURACIES.evalIn(point.metrics());
            if (value.isPresent() && !(point.step() == 0 && run.config().model().startsFromReference())) {
                dots.add(new Dot(
                        point.step(),
                        value.getAsDouble(),
                        Metric.REWARDS_ACCURACIES_LOW.evalIn(point.metrics()).orElse(Double.NaN),
                        Metric.REWARDS_ACCURACIES_HIGH.evalIn(point.metrics()).orElse(Double.NaN)));
            }
        }
        return new Curve(index, Metric.REWARDS_ACCURACIES, Source.HELD_OUT, dots);
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
        for (Event.Samples samples : run.history().samples()) {
            if (samples.model().equals(model)) {
                OptionalDouble value = metric.in(samples.metrics());
                (value.isPresent() ? value : orUnder.in(samples.metrics()))
                        .ifPresent(there -> dots.add(Dot.at(samples.step(), there)));
            }
        }
        return new Curve(index, metric, source, dots);
    }

    /// A point without the metric, or missing points, break the line.
    private static List<Dot> withGaps(List<Point> points, Function<Map<String, Double>, OptionalDouble> metric) {
        int spacing = smallestSpacing(points);
        List<Dot> dots = new ArrayList<>(points.size());
        int last = Integer.MAX_VALUE;
        for (Point point : points) {
            if (point.step() > last && point.step() - last > 2 * spacing) {
                dots.add(Dot.gapAt(last + spacing));
            }
            OptionalDouble value = metric.apply(point.metrics());
            dots.add(value.isPresent() ? Dot.at(point.step(), value.getAsDouble()) : Dot.gapAt(point.step()));
            last = point.step();
        }
        return dots;
    }

    private static int smallestSpacing(List<RunHistory.Point> points) {
        int smallest = Integer.MAX_VALUE / 4;
        for (int i = 1; i < points.size(); i++) {
            smallest = Math.min(
                    smallest,
                    Math.max(1, points.get(i).step() - points.get(i - 1).step()));
        }
        return smallest;
    }
}
