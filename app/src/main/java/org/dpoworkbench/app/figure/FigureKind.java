package org.dpoworkbench.app.figure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dpoworkbench.engine.metric.Metric;

/// What a figure shows.
@SuppressWarnings("ImmutableEnumChecker") // lists that cannot be changed
public enum FigureKind {
    LOSS(Metric.LOSS),
    LOG_RATIOS(Metric.LOGRATIOS_CHOSEN, Metric.LOGRATIOS_REJECTED),
    MARGINS(Metric.MARGINS_SUM, Metric.MARGINS_MEAN),
    ACCURACY(Metric.REWARDS_ACCURACIES, Metric.LOGPS_ACCURACIES),
    LENGTHS(Metric.LENGTHS_CHOSEN, Metric.LENGTHS_REJECTED, Metric.LENGTHS_SAMPLES, Metric.LENGTHS_SAMPLES_REFERENCE),
    SAMPLES(Metric.REWARD_TRUE, Metric.LENGTHS_SAMPLES_ENDED, Metric.KL_SAMPLED),
    GRADIENT_NORM(Metric.GRAD_NORM),
    /// How probable the actions of the bandit experiments are.
    POLICY(Metric.POLICY_A, Metric.POLICY_B, Metric.POLICY_C),
    /// The samples' true reward over their distance from the reference, one point a sampling.
    REWARD_KL,
    /// Every held-out pair as a dot at its two log-ratios.
    PAIR_CLOUD,
    /// How long the held-out pairs' completions are, and how much longer the chosen ones.
    LENGTH_HISTOGRAMS,
    /// Metrics of one's own choice, a panel each.
    METRICS;

    private final List<Metric> metrics;

    FigureKind(Metric... metrics) {
        this.metrics = List.of(metrics);
    }

    /// Name of the figure's files, without ending, such as `log-ratios`.
    public String fileName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The figure of the report that shows this metric.
    ///
    /// @param key name in files, with or without `eval_`
    public static Optional<FigureKind> showing(String key) {
        return Metric.ofKey(key)
                .flatMap(metric -> Arrays.stream(values())
                        .filter(kind -> kind.metrics.contains(metric))
                        .findFirst());
    }
}
