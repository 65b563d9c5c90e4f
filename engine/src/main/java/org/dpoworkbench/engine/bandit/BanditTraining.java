package org.dpoworkbench.engine.bandit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.config.LrScheduler;
import org.dpoworkbench.engine.config.Optim;
import org.dpoworkbench.engine.config.OptimizerConfig;
import org.dpoworkbench.engine.loss.PairLogProbs;
import org.dpoworkbench.engine.loss.PairLoss;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.order.SplitMix64;

/// One experiment: a loss on a set of comparisons, as Azar et al. 2023, section 5, have it: Adam with a rate of 0.01,
/// [#STEPS] steps, batches of [#BATCH] comparisons drawn from the data evenly and with replacement.
public final class BanditTraining {
    public static final int STEPS = 18_000;
    public static final int BATCH = 9;

    private static final List<Metric> POLICY = List.of(Metric.POLICY_A, Metric.POLICY_B, Metric.POLICY_C);

    private final BanditData data;
    private final PairLoss loss;
    private final double beta;
    private final SplitMix64 random;
    private final SoftmaxPolicy policy;
    private final OptimizerConfig adam = optimizer();
    private int done;

    /// @param beta the paper's τ, which the loss has too
    /// @param seed of the batches
    public BanditTraining(Backend backend, BanditData data, PairLoss loss, double beta, long seed) {
        this.data = data;
        this.loss = loss;
        this.beta = beta;
        random = new SplitMix64(seed);
        policy = new SoftmaxPolicy(backend, adam);
    }

    static OptimizerConfig optimizer() {
        return new OptimizerConfig(Optim.ADAMW, 0.01, LrScheduler.CONSTANT, 0, 0, 0, 0.9, 0.999, 1e-8);
    }

    /// One step on a batch drawn from the data.
    ///
    /// @return loss and gradient of the batch, and what the policy is after it
    public Map<String, Double> step() {
        List<BanditData.Comparison> all = data.comparisons();
        List<BanditData.Comparison> batch = new ArrayList<>(BATCH);
        for (int i = 0; i < BATCH; i++) {
            batch.add(all.get(random.below(all.size())));
        }
        return step(batch);
    }

    /// One step on every comparison once: the gradient without the noise of drawing.
    Map<String, Double> fullStep() {
        return step(data.comparisons());
    }

    private Map<String, Double> step(List<BanditData.Comparison> batch) {
        SoftmaxPolicy.Step taken = policy.step(loss, batch);
        done++;
        Map<String, Double> metrics = new TreeMap<>();
        metrics.put(Metric.LOSS.key(), taken.loss());
        metrics.put(Metric.GRAD_NORM.key(), taken.gradientNorm());
        metrics.put(Metric.LEARNING_RATE.key(), adam.learningRate());
        metrics.put(
                Metric.EPOCH.key(), (double) done * BATCH / data.comparisons().size());
        for (int action = 0; action < BanditData.ACTIONS; action++) {
            metrics.put(POLICY.get(action).key(), policy.probability(action));
        }
        return metrics;
    }

    /// Means over the data's comparisons under the present policy.
    public Map<String, Double> evaluate() {
        Map<String, Double> metrics = new TreeMap<>();
        for (BanditData.Comparison comparison : data.comparisons()) {
            PairLogProbs p = policy.pair(comparison);
            add(metrics, Metric.LOSS, loss.at(p).loss());
            add(metrics, Metric.REWARDS_CHOSEN, beta * p.chosenLogRatio());
            add(metrics, Metric.REWARDS_REJECTED, beta * p.rejectedLogRatio());
            add(metrics, Metric.REWARDS_MARGINS, beta * p.margin());
            add(metrics, Metric.REWARDS_ACCURACIES, p.margin() > 0 ? 1 : 0);
            add(metrics, Metric.LOGPS_CHOSEN, p.chosen());
            add(metrics, Metric.LOGPS_REJECTED, p.rejected());
            add(metrics, Metric.LOGRATIOS_CHOSEN, p.chosenLogRatio());
            add(metrics, Metric.LOGRATIOS_REJECTED, p.rejectedLogRatio());
            add(metrics, Metric.MARGINS_SUM, p.margin());
        }
        return metrics;
    }

    private void add(Map<String, Double> metrics, Metric metric, double value) {
        metrics.merge(metric.evalKey(), value / data.comparisons().size(), Double::sum);
    }

    /// Steps done.
    public int done() {
        return done;
    }

    /// π of a, b and c.
    public double[] probabilities() {
        return new double[] {policy.probability(0), policy.probability(1), policy.probability(2)};
    }
}
