package org.dpoworkbench.engine.train;

import java.util.Map;
import org.dpoworkbench.engine.loss.PairLogProbs;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.text.TokenizedPair;

/// Weighted means over pairs of everything that one pair tells. The definitions are [Metric]'s.
final class PairSum {
    private final boolean withReference;
    private double weight;
    private double loss;
    private double chosenLogProb;
    private double rejectedLogProb;
    private double chosenRatio;
    private double rejectedRatio;
    private double chosenRatioPerToken;
    private double rejectedRatioPerToken;
    private double right;
    private double ties;
    private double rankedRight;
    private double gradientWeight;
    private double chosenLength;
    private double rejectedLength;
    private double cut;

    /// @param withReference whether log-ratios mean anything
    PairSum(boolean withReference) {
        this.withReference = withReference;
    }

    void clear() {
        weight = 0;
        loss = 0;
        chosenLogProb = 0;
        rejectedLogProb = 0;
        chosenRatio = 0;
        rejectedRatio = 0;
        chosenRatioPerToken = 0;
        rejectedRatioPerToken = 0;
        right = 0;
        ties = 0;
        rankedRight = 0;
        gradientWeight = 0;
        chosenLength = 0;
        rejectedLength = 0;
        cut = 0;
    }

    /// @param share the pair's weight in the mean
    void add(double share, TokenizedPair pair, PairLogProbs p, double pairLoss, double beta) {
        double h = p.margin();
        weight += share;
        loss += share * pairLoss;
        chosenLogProb += share * p.chosen();
        rejectedLogProb += share * p.rejected();
        chosenRatio += share * p.chosenLogRatio();
        rejectedRatio += share * p.rejectedLogRatio();
        chosenRatioPerToken += share * p.chosenLogRatioPerToken();
        rejectedRatioPerToken += share * p.rejectedLogRatioPerToken();
        right += h > 0 ? share : 0;
        ties += Math.abs(h) <= StepZero.tolerance(p) ? share : 0;
        rankedRight += p.chosen() > p.rejected() ? share : 0;
        gradientWeight += share * p.gradientWeight(beta);
        chosenLength += share * p.chosenLength();
        rejectedLength += share * p.rejectedLength();
        cut += share * ((pair.chosenCut() ? 0.5 : 0) + (pair.rejectedCut() ? 0.5 : 0));
    }

    double loss() {
        return loss / weight;
    }

    double accuracy() {
        return right / weight;
    }

    /// Puts the means into `metrics`.
    ///
    /// @param prefix empty, or `eval_`
    void report(String prefix, double beta, Map<String, Double> metrics) {
        put(metrics, prefix, Metric.LOSS, loss);
        if (withReference) {
            reportLogRatios(prefix, beta, metrics);
        }
        put(metrics, prefix, Metric.LOGPS_CHOSEN, chosenLogProb);
        put(metrics, prefix, Metric.LOGPS_REJECTED, rejectedLogProb);
        put(metrics, prefix, Metric.LOGPS_ACCURACIES, rankedRight);
        put(metrics, prefix, Metric.LENGTHS_CHOSEN, chosenLength);
        put(metrics, prefix, Metric.LENGTHS_REJECTED, rejectedLength);
        put(metrics, prefix, Metric.LENGTHS_GAP, chosenLength - rejectedLength);
        put(metrics, prefix, Metric.LENGTHS_TRUNCATED, cut);
    }

    private void reportLogRatios(String prefix, double beta, Map<String, Double> metrics) {
        put(metrics, prefix, Metric.REWARDS_CHOSEN, beta * chosenRatio);
        put(metrics, prefix, Metric.REWARDS_REJECTED, beta * rejectedRatio);
        put(metrics, prefix, Metric.REWARDS_MARGINS, beta * (chosenRatio - rejectedRatio));
        put(metrics, prefix, Metric.REWARDS_ACCURACIES, right);
        put(metrics, prefix, Metric.REWARDS_TIES, ties);
        put(metrics, prefix, Metric.LOGRATIOS_CHOSEN, chosenRatio);
        put(metrics, prefix, Metric.LOGRATIOS_REJECTED, rejectedRatio);
        put(metrics, prefix, Metric.LOGRATIOS_PER_TOKEN_CHOSEN, chosenRatioPerToken);
        put(metrics, prefix, Metric.LOGRATIOS_PER_TOKEN_REJECTED, rejectedRatioPerToken);
        put(metrics, prefix, Metric.MARGINS_SUM, chosenRatio - rejectedRatio);
        put(metrics, prefix, Metric.MARGINS_MEAN, chosenRatioPerToken - rejectedRatioPerToken);
        put(metrics, prefix, Metric.WEIGHTS_MEAN, gradientWeight);
    }

    private void put(Map<String, Double> metrics, String prefix, Metric metric, double sum) {
        metrics.put(prefix + metric.key(), sum / weight);
    }
}
