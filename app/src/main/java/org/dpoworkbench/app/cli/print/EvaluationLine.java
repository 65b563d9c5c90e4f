package org.dpoworkbench.app.cli.print;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import org.dpoworkbench.engine.journal.Event;

/// An evaluation in one line.
final class EvaluationLine {
    private EvaluationLine() {}

    static String of(Event.Evaluation evaluation) {
        List<String> said = new ArrayList<>();
        Map<String, Double> metrics = evaluation.metrics();
        add(said, metrics, "eval_loss", value -> "loss " + Show.number(value));
        // Before the first step every margin is 0 up to rounding where the policy is the reference: no accuracy yet.
        add(
                said,
                metrics,
                "eval_rewards/accuracies",
                value -> "accuracy " + (evaluation.step() == 0 && value == 0 ? "–" : Show.percent(value)));
        add(said, metrics, "eval_margins/sum", value -> "margin " + Show.signed(value));
        add(said, metrics, "eval_logratios/chosen", value -> "log-ratio of chosen " + Show.signed(value));
        add(said, metrics, "eval_logratios/rejected", value -> "of rejected " + Show.signed(value));
        return "Held-out pairs after step %d: %s".formatted(evaluation.step(), String.join(", ", said));
    }

    private static void add(List<String> said, Map<String, Double> metrics, String name, DoubleFunction<String> text) {
        Double value = metrics.get(name);
        if (value != null) {
            said.add(text.apply(value));
        }
    }
}
