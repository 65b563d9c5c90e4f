package org.dpoworkbench.engine.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The name in files of a value taken on held-out pairs: `eval_loss` on the main set, `eval_NAME_loss` on a named one,
/// as `transformers` names those of a dictionary of evaluation datasets; `eval_rewards/accuracies[forum]` on the pairs
/// that a set has from one source.
///
/// @param set    the named set; absent: the main one
/// @param source value of the pairs' `source` column; absent: all pairs of the set
public record EvaluationKey(Optional<String> set, Metric metric, Optional<String> source) {
    private static final List<Metric> LONGEST_FIRST = Arrays.stream(Metric.values())
            .sorted(Comparator.comparingInt((Metric metric) -> metric.key().length())
                    .reversed())
            .toList();

    /// On all pairs of a set.
    public static EvaluationKey of(Optional<String> set, Metric metric) {
        return new EvaluationKey(set, metric, Optional.empty());
    }

    /// What a name in a journal means; absent where it is no metric's on held-out pairs.
    public static Optional<EvaluationKey> parse(String key) {
        if (!Metric.isEvalKey(key)) {
            return Optional.empty();
        }
        int bracket = key.indexOf('[');
        Optional<String> source = bracket > 0 && key.endsWith("]")
                ? Optional.of(key.substring(bracket + 1, key.length() - 1))
                : Optional.empty();
        String name = key.substring(Metric.EVAL_PREFIX.length(), source.isPresent() ? bracket : key.length());
        for (Metric metric : LONGEST_FIRST) {
            if (name.equals(metric.key())) {
                return Optional.of(new EvaluationKey(Optional.empty(), metric, source));
            }
        }
        return LONGEST_FIRST.stream()
                .filter(metric -> name.endsWith("_" + metric.key()))
                .findFirst()
                .map(metric -> new EvaluationKey(
                        Optional.of(
                                name.substring(0, name.length() - metric.key().length() - 1)),
                        metric,
                        source));
    }

    /// The name in files.
    public String text() {
        return prefix(set) + metric.key() + source.map(s -> "[" + s + "]").orElse("");
    }

    /// What the names of a set's metrics begin with.
    public static String prefix(Optional<String> set) {
        return Metric.EVAL_PREFIX + set.map(name -> name + "_").orElse("");
    }
}
