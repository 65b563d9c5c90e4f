package org.dpoworkbench.app.report;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.dpoworkbench.app.figure.FigureRun;
import org.dpoworkbench.app.figure.RunRows;
import org.dpoworkbench.engine.curve.RunCurves.EvaluationPoint;
import org.dpoworkbench.engine.curve.Series;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.metric.EvaluationKey;
import org.dpoworkbench.engine.metric.Metric;

/// What a metric was first and last in one run.
///
/// @param first the value at step 0, or at the first step for values of training; absent where it is undefined or says
///              nothing
/// @param last  the last value
/// @param low   lower end of the last value's interval
/// @param high  upper end of the last value's interval
record FinalValue(OptionalDouble first, OptionalDouble last, OptionalDouble low, OptionalDouble high) {
    private static final Set<Metric> REWARD_ACCURACIES =
            EnumSet.of(Metric.REWARDS_ACCURACIES, Metric.REWARDS_ACCURACIES_LENGTH_MATCHED);

    static final FinalValue NONE = of(OptionalDouble.empty(), OptionalDouble.empty());

    private static FinalValue of(OptionalDouble first, OptionalDouble last) {
        return new FinalValue(first, last, OptionalDouble.empty(), OptionalDouble.empty());
    }

    boolean isEmpty() {
        return last.isEmpty();
    }

    /// On held-out pairs of the main set, at the first and the last evaluation.
    static FinalValue heldOut(FigureRun run, Metric metric) {
        return heldOut(run, EvaluationKey.of(Optional.empty(), metric));
    }

    /// On held-out pairs of a set or of one source in it, at the first and the last evaluation.
    static FinalValue heldOut(FigureRun run, EvaluationKey key) {
        Metric metric = key.metric();
        List<EvaluationPoint> evaluations = run.curves().evaluations();
        if (evaluations.isEmpty()) {
            return NONE;
        }
        int first = evaluations.getFirst().step();
        int last = evaluations.getLast().step();
        Function<Metric, Series> series =
                each -> run.curves().series(new EvaluationKey(key.set(), each, key.source()).text());
        boolean allTies = REWARD_ACCURACIES.contains(metric) && first == 0 && run.startsFromReference();
        return new FinalValue(
                allTies ? OptionalDouble.empty() : series.apply(metric).at(first),
                series.apply(metric).at(last),
                bound(metric, "_low", m -> series.apply(m).at(last)),
                bound(metric, "_high", m -> series.apply(m).at(last)));
    }

    /// On the pairs of the first and of the last step.
    static FinalValue training(FigureRun run, Metric metric) {
        int[] steps = new RunRows(run.curves()).steps();
        Series values = run.curves().series(metric.key());
        return steps.length == 0 ? NONE : of(values.at(steps[0]), values.at(steps[steps.length - 1]));
    }

    /// The mean over all steps, as the last value.
    static FinalValue meanOverSteps(FigureRun run, Metric metric) {
        Series values = run.curves().series(metric.key());
        return of(
                OptionalDouble.empty(),
                IntStream.range(0, values.size()).mapToDouble(values::value).average());
    }

    /// Of the policy's first and last samples; samples taken once are the last ones.
    static FinalValue samples(FigureRun run, Metric metric) {
        List<Event.Samples> samples = run.curves().samples().stream()
                .filter(each -> each.model().equals("policy"))
                .sorted(Comparator.comparingInt(Event.Samples::step))
                .toList();
        if (samples.isEmpty()) {
            return NONE;
        }
        Optional<Event.Samples> before = samples.size() > 1
                ? Optional.of(samples.getFirst())
                : run.curves().samples().stream()
                        .filter(each -> each.model().equals("reference"))
                        .findFirst();
        return of(
                before.map(each -> metric.in(each.metrics())).orElse(OptionalDouble.empty()),
                metric.in(samples.getLast().metrics()));
    }

    private static OptionalDouble bound(Metric metric, String end, Function<Metric, OptionalDouble> value) {
        return Metric.ofKey(metric.key() + end).map(value).orElse(OptionalDouble.empty());
    }
}
