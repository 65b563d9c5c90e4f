package org.dpoworkbench.app.figure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.curve.Series;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.metric.Metric;

/// What a run recorded, a step or an evaluation at a time.
public final class RunRows {
    private final RunCurves curves;
    private final Set<String> sampled;

    public RunRows(RunCurves curves) {
        this.curves = curves;
        this.sampled = curves.samples().stream()
                .map(Event.Samples::metrics)
                .flatMap(metrics -> metrics.keySet().stream())
                .collect(Collectors.toSet());
    }

    /// Names of the metrics that steps have.
    public List<String> ofSteps() {
        return new TreeSet<>(curves.metrics())
                .stream()
                        .filter(key -> !Metric.isEvalKey(key) && !isOfSamples(key))
                        .toList();
    }

    /// Names of the metrics that evaluations have, as in files, with `eval_`.
    public List<String> ofEvaluations() {
        return new TreeSet<>(curves.metrics())
                .stream().filter(Metric::isEvalKey).toList();
    }

    /// The steps that were taken, ascending; where no times are on record, those that have a number.
    public int[] steps() {
        Series seconds = curves.seconds();
        return seconds.isEmpty()
                ? ofSteps().stream()
                        .map(curves::series)
                        .flatMapToInt(
                                series -> IntStream.range(0, series.size()).map(series::step))
                        .sorted()
                        .distinct()
                        .toArray()
                : IntStream.range(0, seconds.size()).map(seconds::step).toArray();
    }

    /// The last step's numbers.
    public Map<String, Double> lastStep() {
        int[] steps = steps();
        return steps.length == 0 ? Map.of() : at(ofSteps(), steps[steps.length - 1]);
    }

    /// The last evaluation's numbers.
    public Map<String, Double> lastEvaluation() {
        return curves.evaluations().isEmpty()
                ? Map.of()
                : at(ofEvaluations(), curves.evaluations().getLast().step());
    }

    private Map<String, Double> at(List<String> metrics, int step) {
        Map<String, Double> values = new LinkedHashMap<>();
        metrics.forEach(key -> curves.series(key).at(step).ifPresent(value -> values.put(key, value)));
        return values;
    }

    private boolean isOfSamples(String key) {
        return sampled.contains(key)
                || (key.endsWith("_reference")
                        && sampled.contains(key.substring(0, key.length() - "_reference".length())));
    }
}
