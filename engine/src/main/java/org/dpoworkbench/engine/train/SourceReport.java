package org.dpoworkbench.engine.train;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dpoworkbench.engine.loss.PairLogProbs;
import org.dpoworkbench.engine.metric.EvaluationKey;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.statistics.Binomial;
import org.dpoworkbench.engine.text.TokenizedPair;

/// The metrics of an evaluation set source by source, where its pairs say where they come from and there are several
/// sources. Pairs that do not say so are of no source.
final class SourceReport {
    /// Sources that have metrics of their own: those with the most pairs.
    static final int MOST = 16;

    private static final int LONGEST_NAME = 60;
    private static final List<Metric> TOLD = List.of(
            Metric.LOSS,
            Metric.REWARDS_ACCURACIES,
            Metric.REWARDS_MARGINS,
            Metric.MARGINS_SUM,
            Metric.LOGRATIOS_CHOSEN,
            Metric.LOGRATIOS_REJECTED);

    private SourceReport() {}

    private static final class Part {
        private final PairSum sum = new PairSum(true);
        private int pairs;
    }

    /// Adds them.
    ///
    /// @param set    the named evaluation set; absent: the main one
    /// @param losses of each pair
    static void add(
            Optional<String> set,
            List<TokenizedPair> pairs,
            List<PairLogProbs> numbers,
            double[] losses,
            double beta,
            Map<String, Double> metrics) {
        Map<String, Part> parts = new TreeMap<>();
        for (int i = 0; i < pairs.size(); i++) {
            int pair = i;
            pairs.get(i).group().map(SourceReport::name).ifPresent(source -> {
                Part part = parts.computeIfAbsent(source, _ -> new Part());
                part.sum.add(1, pairs.get(pair), numbers.get(pair), losses[pair], beta);
                part.pairs++;
            });
        }
        if (parts.size() < 2) {
            return;
        }
        parts.entrySet().stream()
                .sorted(Comparator.comparingInt(
                        (Map.Entry<String, Part> part) -> -part.getValue().pairs)) // stable: then by name
                .limit(MOST)
                .forEach(part -> tell(set, part.getKey(), part.getValue(), beta, metrics));
    }

    private static String name(String source) {
        String line = source.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_NAME ? line : line.substring(0, LONGEST_NAME) + "…";
    }

    private static void tell(Optional<String> set, String source, Part part, double beta, Map<String, Double> metrics) {
        Map<String, Double> all = new TreeMap<>();
        part.sum.report("", beta, all);
        Optional<String> from = Optional.of(source);
        metrics.put(new EvaluationKey(set, Metric.PAIRS, from).text(), (double) part.pairs);
        for (Metric metric : TOLD) {
            metrics.put(new EvaluationKey(set, metric, from).text(), all.get(metric.key()));
        }
        double[] interval = Binomial.wilson(part.sum.accuracy() * part.pairs, part.pairs);
        metrics.put(new EvaluationKey(set, Metric.REWARDS_ACCURACIES_LOW, from).text(), interval[0]);
        metrics.put(new EvaluationKey(set, Metric.REWARDS_ACCURACIES_HIGH, from).text(), interval[1]);
    }
}
