package org.dpoworkbench.engine.train;

import java.util.Map;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.text.TokenizedRanking;

/// Metrics of ranked lists. The best completion of a list stands for chosen, the mean of all others for rejected; an
/// accuracy is the share of a list's pairs that are in the list's order. Of lists of two they are the pairs' metrics.
final class RankingSum {
    private double weight;
    private double loss;
    private double bestLogProb;
    private double otherLogProb;
    private double bestLogRatio;
    private double otherLogRatio;
    private double right;
    private double rankedRight;
    private double bestLength;
    private double otherLength;
    private double cut;

    void clear() {
        weight = 0;
        loss = 0;
        bestLogProb = 0;
        otherLogProb = 0;
        bestLogRatio = 0;
        otherLogRatio = 0;
        right = 0;
        rankedRight = 0;
        bestLength = 0;
        otherLength = 0;
        cut = 0;
    }

    /// @param share     the list's weight in the mean
    /// @param logProbs  of its completions, the best first
    /// @param logRatios likewise
    void add(double share, TokenizedRanking ranking, double[] logProbs, double[] logRatios, double listLoss) {
        int n = ranking.completions();
        weight += share;
        loss += share * listLoss;
        bestLogProb += share * logProbs[0];
        bestLogRatio += share * logRatios[0];
        bestLength += share * ScoredTokens.of(ranking, 0);
        double ofOthers = share / (n - 1);
        for (int c = 1; c < n; c++) {
            otherLogProb += ofOthers * logProbs[c];
            otherLogRatio += ofOthers * logRatios[c];
            otherLength += ofOthers * ScoredTokens.of(ranking, c);
        }
        right += share * inOrder(logRatios, n);
        rankedRight += share * inOrder(logProbs, n);
        for (int c = 0; c < n; c++) {
            cut += ranking.cut(c) ? share / n : 0;
        }
    }

    private static double inOrder(double[] values, int n) {
        int inOrder = 0;
        for (int better = 0; better < n; better++) {
            for (int worse = better + 1; worse < n; worse++) {
                inOrder += values[better] > values[worse] ? 1 : 0;
            }
        }
        return inOrder / (n * (n - 1) / 2.0);
    }

    double loss() {
        return loss / weight;
    }

    void report(String prefix, double beta, Map<String, Double> metrics) {
        put(metrics, prefix, Metric.LOSS, loss);
        put(metrics, prefix, Metric.REWARDS_CHOSEN, beta * bestLogRatio);
        put(metrics, prefix, Metric.REWARDS_REJECTED, beta * otherLogRatio);
        put(metrics, prefix, Metric.REWARDS_MARGINS, beta * (bestLogRatio - otherLogRatio));
        put(metrics, prefix, Metric.REWARDS_ACCURACIES, right);
        put(metrics, prefix, Metric.LOGPS_CHOSEN, bestLogProb);
        put(metrics, prefix, Metric.LOGPS_REJECTED, otherLogProb);
        put(metrics, prefix, Metric.LOGPS_ACCURACIES, rankedRight);
        put(metrics, prefix, Metric.LOGRATIOS_CHOSEN, bestLogRatio);
        put(metrics, prefix, Metric.LOGRATIOS_REJECTED, otherLogRatio);
        put(metrics, prefix, Metric.MARGINS_SUM, bestLogRatio - otherLogRatio);
        put(metrics, prefix, Metric.LENGTHS_CHOSEN, bestLength);
        put(metrics, prefix, Metric.LENGTHS_REJECTED, otherLength);
        put(metrics, prefix, Metric.LENGTHS_GAP, bestLength - otherLength);
        put(metrics, prefix, Metric.LENGTHS_TRUNCATED, cut);
    }

    private void put(Map<String, Double> metrics, String prefix, Metric metric, double sum) {
        metrics.put(prefix + metric.key(), sum / weight);
    }
}
