package org.dpoworkbench.app.cli.print;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.metric.EvaluationKey;
import org.dpoworkbench.engine.metric.Metric;

/// An evaluation in words: a line for the main set and one for each further set.
final class EvaluationLine {
    private EvaluationLine() {}

    /// @param examples what the run learns from, in words
    static List<String> of(Event.Evaluation evaluation, String examples) {
        List<String> lines = new ArrayList<>();
        lines.add("Held-out %s after step %d: %s"
                .formatted(examples, evaluation.step(), of(evaluation, Optional.empty())));
        evaluation.metrics().keySet().stream()
                .flatMap(key -> EvaluationKey.parse(key).stream())
                .filter(key -> key.metric() == Metric.LOSS && key.source().isEmpty())
                .flatMap(key -> key.set().stream())
                .map(set -> "  evaluation set %s: %s".formatted(set, of(evaluation, Optional.of(set))))
                .forEach(lines::add);
        return lines;
    }

    private static String of(Event.Evaluation evaluation, Optional<String> set) {
        List<String> said = new ArrayList<>();
        Map<String, Double> metrics = evaluation.metrics();
        String prefix = EvaluationKey.prefix(set);
        add(said, metrics, prefix + "loss", value -> "loss " + Show.number(value));
        // Before the first step every margin is 0 up to rounding where the policy is the reference: no accuracy yet.
        add(
                said,
                metrics,
                prefix + "rewards/accuracies",
                value -> "accuracy " + (evaluation.step() == 0 && value == 0 ? "–" : Show.percent(value)));
        add(said, metrics, prefix + "margins/sum", value -> "margin " + Show.signed(value));
        add(said, metrics, prefix + "logratios/chosen", value -> "log-ratio of chosen " + Show.signed(value));
        add(said, metrics, prefix + "logratios/rejected", value -> "of rejected " + Show.signed(value));
        return String.join(", ", said);
    }

    private static void add(List<String> said, Map<String, Double> metrics, String name, DoubleFunction<String> text) {
        Double value = metrics.get(name);
        if (value != null) {
            said.add(text.apply(value));
        }
    }
}
