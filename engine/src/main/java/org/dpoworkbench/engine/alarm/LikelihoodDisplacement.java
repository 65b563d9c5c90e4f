package org.dpoworkbench.engine.alarm;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.metric.Metric;

/// Held-out chosen answers have become much less likely than under the reference, or less likely while the model's own
/// samples end less often or earn less: likelihood displacement (Razin et al. 2024, arXiv 2410.08847).
final class LikelihoodDisplacement implements Alarm {
    /// In nats per token, of held-out chosen answers.
    private static final double FAR = -0.5;

    /// Below this a fall is no rounding.
    private static final double FALLEN = -0.05;

    /// Of the share of samples that end, and of the true reward.
    private static final double WORSE = 0.1;

    private double perToken;
    private final Map<String, Double> reference = new HashMap<>();

    @Override
    public String code() {
        return "likelihood-displacement";
    }

    @Override
    public Optional<String> hear(Event event) {
        return switch (event) {
            case Event.Evaluation evaluation -> {
                perToken = Metric.LOGRATIOS_PER_TOKEN_CHOSEN
                        .evalIn(evaluation.metrics())
                        .orElse(0);
                yield perToken < FAR ? Optional.of(words("")) : Optional.empty();
            }
            case Event.Samples samples -> afterSamples(samples);
            default -> Optional.empty();
        };
    }

    private Optional<String> afterSamples(Event.Samples samples) {
        if (samples.model().equals("reference")) {
            reference.putAll(samples.metrics());
            return Optional.empty();
        }
        if (perToken >= FALLEN) {
            return Optional.empty();
        }
        for (Metric metric : new Metric[] {Metric.LENGTHS_SAMPLES_ENDED, Metric.REWARD_TRUE}) {
            double before = reference.getOrDefault(metric.key(), Double.NaN);
            double now = metric.in(samples.metrics()).orElse(Double.NaN);
            if (now < before - WORSE) {
                return Optional.of(words(String.format(
                        Locale.ROOT,
                        " At the same time \"%s\" of the samples fell from %.3g to %.3g.",
                        metric.label(),
                        before,
                        now)));
            }
        }
        return Optional.empty();
    }

    private String words(String more) {
        return String.format(
                Locale.ROOT,
                "Held-out chosen answers have lost %.2f nats a token against the reference: the policy moves probability"
                        + " away from both answers.%s A lower learning rate or a higher beta holds it back.",
                -perToken,
                more);
    }
}
