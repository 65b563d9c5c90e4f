package org.dpoworkbench.engine.train;

import java.util.Map;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.text.TokenizedCompletion;

/// Metrics of completions with verdicts. As in TRL's KTO trainer, a side's numbers are means over the batches that have
/// that side of the means over the side's completions.
final class VerdictSum {
    private static final int SIDES = 2;

    private final double[][] counts; // (batches, sides) desirable first
    private final double[][] logProbs; // (batches, sides)
    private final double[][] logRatios; // (batches, sides)
    private final double[][] lengths; // (batches, sides)
    private int batches;
    private double loss;
    private double desirable;
    private double cut;
    private double weight;

    VerdictSum(int batches) {
        counts = new double[batches][SIDES];
        logProbs = new double[batches][SIDES];
        logRatios = new double[batches][SIDES];
        lengths = new double[batches][SIDES];
    }

    void begin(int ofStep) {
        batches = ofStep;
        loss = 0;
        desirable = 0;
        cut = 0;
        weight = 0;
        for (int b = 0; b < batches; b++) {
            for (int side = 0; side < SIDES; side++) {
                counts[b][side] = 0;
                logProbs[b][side] = 0;
                logRatios[b][side] = 0;
                lengths[b][side] = 0;
            }
        }
    }

    /// @param share the completion's weight in the mean
    void add(
            int batch,
            double share,
            TokenizedCompletion completion,
            double logProb,
            double logRatio,
            double completionLoss) {
        int side = completion.desirable() ? 0 : 1;
        weight += share;
        loss += share * completionLoss;
        desirable += completion.desirable() ? share : 0;
        cut += completion.isCut() ? share : 0;
        counts[batch][side]++;
        logProbs[batch][side] += logProb;
        logRatios[batch][side] += logRatio;
        lengths[batch][side] += ScoredTokens.of(completion, 0);
    }

    double loss() {
        return loss / weight;
    }

    void report(String prefix, double beta, Map<String, Double> metrics, double kl) {
        metrics.put(prefix + Metric.LOSS.key(), loss());
        metrics.put(prefix + Metric.KL.key(), kl);
        put(metrics, prefix, Metric.REWARDS_CHOSEN, logRatios, 0, beta);
        put(metrics, prefix, Metric.REWARDS_REJECTED, logRatios, 1, beta);
        margins(metrics, prefix, beta);
        put(metrics, prefix, Metric.LOGPS_CHOSEN, logProbs, 0, 1);
        put(metrics, prefix, Metric.LOGPS_REJECTED, logProbs, 1, 1);
        put(metrics, prefix, Metric.LOGRATIOS_CHOSEN, logRatios, 0, 1);
        put(metrics, prefix, Metric.LOGRATIOS_REJECTED, logRatios, 1, 1);
        put(metrics, prefix, Metric.LENGTHS_CHOSEN, lengths, 0, 1);
        put(metrics, prefix, Metric.LENGTHS_REJECTED, lengths, 1, 1);
        metrics.put(prefix + Metric.LENGTHS_TRUNCATED.key(), cut / weight);
        metrics.put(prefix + Metric.DESIRABLE.key(), desirable / weight);
    }

    /// Nothing where no batch has the side.
    private void put(
            Map<String, Double> metrics, String prefix, Metric metric, double[][] sums, int side, double scale) {
        double mean = 0;
        int with = 0;
        for (int b = 0; b < batches; b++) {
            if (counts[b][side] > 0) {
                mean += sums[b][side] / counts[b][side];
                with++;
            }
        }
        if (with > 0) {
            metrics.put(prefix + metric.key(), scale * mean / with);
        }
    }

    private void margins(Map<String, Double> metrics, String prefix, double beta) {
        double mean = 0;
        int with = 0;
        for (int b = 0; b < batches; b++) {
            if (counts[b][0] > 0 && counts[b][1] > 0) {
                mean += logRatios[b][0] / counts[b][0] - logRatios[b][1] / counts[b][1];
                with++;
            }
        }
        if (with > 0) {
            metrics.put(prefix + Metric.REWARDS_MARGINS.key(), beta * mean / with);
        }
    }
}
