package org.dpoworkbench.app.window.model.runs;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.curve.Series;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.journal.JournalReader;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.run.RunFolder;

/// Where a run's metrics stand now: those of the last evaluation, of the policy's last samples and of the last step.
///
/// @param evaluated the last evaluation's step
/// @param metrics   by the journal's names
public record FinalNumbers(OptionalInt evaluated, Map<String, Double> metrics) {
    public FinalNumbers {
        metrics = Map.copyOf(metrics);
    }

    /// As the curves end. What the last evaluation did not define is absent, whatever an earlier one had.
    public static FinalNumbers of(RunCurves curves) {
        OptionalInt evaluated = curves.evaluations().isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(curves.evaluations().getLast().step());
        Map<String, Double> metrics = new HashMap<>();
        curves.columns()
                .forEach((name, series) -> last(name, series, evaluated).ifPresent(value -> metrics.put(name, value)));
        return new FinalNumbers(evaluated, metrics);
    }

    private static OptionalDouble last(String name, Series series, OptionalInt evaluated) {
        return Metric.isEvalKey(name) && evaluated.isPresent() ? series.at(evaluated.getAsInt()) : series.last();
    }

    /// As the journal ends, without reading all of it.
    static FinalNumbers read(RunFolder run) {
        Map<String, Double> metrics = new HashMap<>();
        JournalReader.findLast(
                        run, entry -> entry.event() instanceof Event.Step step ? Optional.of(step) : Optional.empty())
                .ifPresent(step -> metrics.putAll(step.metrics()));
        JournalReader.findLast(
                        run,
                        entry -> entry.event() instanceof Event.Samples samples
                                        && samples.model().equals("policy")
                                ? Optional.of(samples)
                                : Optional.empty())
                .ifPresent(samples -> metrics.putAll(samples.metrics()));
        Optional<Event.Evaluation> evaluation = JournalReader.findLast(
                run, entry -> entry.event() instanceof Event.Evaluation last ? Optional.of(last) : Optional.empty());
        evaluation.ifPresent(last -> metrics.putAll(last.metrics()));
        return new FinalNumbers(
                evaluation.map(last -> OptionalInt.of(last.step())).orElse(OptionalInt.empty()), metrics);
    }

    OptionalDouble value(String name) {
        Double value = metrics.get(name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
