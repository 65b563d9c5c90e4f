package org.dpoworkbench.app.window;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.dpoworkbench.engine.metric.Metric;

/// Metrics in the order in which somebody who opens a run wants to see them.
final class ChartOrder {
    private static final List<Predicate<String>> FIRST = List.of(
            Metric.LOSS.key()::equals,
            Metric.LOSS.evalKey()::equals,
            startingWith("logratios/"),
            startingWith("margins/"),
            Metric.REWARDS_ACCURACIES.key()::equals,
            startingWith("lengths/"),
            startingWith("grad_"),
            Metric.LEARNING_RATE.key()::equals,
            Metric.SPEED_PAIRS_PER_SECOND.key()::equals);

    private ChartOrder() {}

    /// Those that charts show first before the others; evaluations are few and come beside their metric.
    static Comparator<String> comparator() {
        return Comparator.comparingInt(ChartOrder::rank).thenComparing(Comparator.naturalOrder());
    }

    private static int rank(String metric) {
        return IntStream.range(0, FIRST.size())
                .filter(i -> FIRST.get(i).test(metric))
                .findFirst()
                .orElse(FIRST.size());
    }

    private static Predicate<String> startingWith(String prefix) {
        return metric -> metric.startsWith(prefix) || metric.startsWith(Metric.EVAL_PREFIX + prefix);
    }
}
