package org.dpoworkbench.engine.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.dpoworkbench.engine.loss.PairLogProbs;
import org.dpoworkbench.engine.metric.EvaluationKey;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.statistics.Binomial;
import org.dpoworkbench.engine.statistics.Ranks;
import org.dpoworkbench.engine.text.TokenizedPair;

/// The metrics of an evaluation: means over the held-out pairs, intervals, and what length has to do with it.
final class HeldOutReport {
    private static final double MATCHED = 0.1;

    private HeldOutReport() {}

    /// @param set    the named evaluation set; absent: the main one
    /// @param losses of each pair
    static Map<String, Double> of(
            Optional<String> set, List<TokenizedPair> pairs, List<PairLogProbs> numbers, double[] losses, double beta) {
        String prefix = EvaluationKey.prefix(set);
        int n = pairs.size();
        PairSum sum = new PairSum(true);
        double[] gaps = new double[n];
        double[] summed = new double[n];
        double[] perToken = new double[n];
        int matched = 0;
        int matchedRight = 0;
        for (int i = 0; i < n; i++) {
            PairLogProbs p = numbers.get(i);
            sum.add(1, pairs.get(i), p, losses[i], beta);
            gaps[i] = p.chosenLength() - p.rejectedLength();
            summed[i] = p.margin();
            perToken[i] = p.marginPerToken();
            if (Math.abs(gaps[i]) <= MATCHED * Math.max(p.chosenLength(), p.rejectedLength())) {
                matched++;
                matchedRight += p.margin() > 0 ? 1 : 0;
            }
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        sum.report(prefix, beta, metrics);
        double[] interval = Binomial.wilson(sum.accuracy() * n, n);
        metrics.put(prefix + Metric.REWARDS_ACCURACIES_LOW.key(), interval[0]);
        metrics.put(prefix + Metric.REWARDS_ACCURACIES_HIGH.key(), interval[1]);
        metrics.put(prefix + Metric.REWARDS_ACCURACIES_LENGTH_MATCHED_N.key(), (double) matched);
        if (matched > 0) {
            metrics.put(prefix + Metric.REWARDS_ACCURACIES_LENGTH_MATCHED.key(), (double) matchedRight / matched);
        }
        correlation(
                metrics,
                prefix,
                Ranks.spearman(summed, gaps),
                n,
                Metric.LENGTHS_MARGIN_CORRELATION,
                Metric.LENGTHS_MARGIN_CORRELATION_LOW,
                Metric.LENGTHS_MARGIN_CORRELATION_HIGH);
        correlation(
                metrics,
                prefix,
                Ranks.spearman(perToken, gaps),
                n,
                Metric.LENGTHS_MARGIN_MEAN_CORRELATION,
                Metric.LENGTHS_MARGIN_MEAN_CORRELATION_LOW,
                Metric.LENGTHS_MARGIN_MEAN_CORRELATION_HIGH);
        return metrics;
    }

    private static void correlation(
            Map<String, Double> metrics,
            String prefix,
            OptionalDouble rho,
            int n,
            Metric value,
            Metric low,
            Metric high) {
        rho.ifPresent(r -> {
            double[] interval = Ranks.interval(r, n);
            metrics.put(prefix + value.key(), r);
            metrics.put(prefix + low.key(), interval[0]);
            metrics.put(prefix + high.key(), interval[1]);
        });
    }
}
