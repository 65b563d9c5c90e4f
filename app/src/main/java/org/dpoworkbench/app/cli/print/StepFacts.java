package org.dpoworkbench.app.cli.print;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;

/// What is said about a training step, from its metrics.
final class StepFacts {
    private StepFacts() {}

    /// In reading order; a metric that the step does not have is not said.
    ///
    /// @param examples what the run learns from, in words
    static List<Fact> of(Map<String, Double> metrics, String examples, Optional<Duration> remaining) {
        List<Fact> facts = new ArrayList<>();
        add(facts, metrics, "loss", 5, value -> "loss " + Show.number(value));
        Double chosen = metrics.get("logratios/chosen");
        Double rejected = metrics.get("logratios/rejected");
        if (chosen != null && rejected != null) {
            facts.add(new Fact("log-ratios " + Show.signed(chosen) + "/" + Show.signed(rejected), 1));
        }
        add(facts, metrics, "margins/sum", 2, value -> "margin " + Show.signed(value));
        add(facts, metrics, "speed/pairs_per_second", 3, value -> Show.rate(value) + " " + examples + "/s");
        remaining.ifPresent(time -> facts.add(new Fact(Show.time(time) + " left", 4)));
        return facts;
    }

    private static void add(
            List<Fact> facts, Map<String, Double> metrics, String name, int weight, DoubleFunction<String> text) {
        Double value = metrics.get(name);
        if (value != null) {
            facts.add(new Fact(text.apply(value), weight));
        }
    }
}
