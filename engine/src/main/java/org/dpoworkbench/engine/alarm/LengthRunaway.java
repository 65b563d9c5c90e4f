package org.dpoworkbench.engine.alarm;

import java.util.Locale;
import java.util.Optional;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.metric.Metric;

/// The policy's answers have become half as long again as the reference's to the same prompts.
final class LengthRunaway implements Alarm {
    private static final double TIMES = 1.5;

    private double reference = Double.POSITIVE_INFINITY;

    @Override
    public String code() {
        return "length-runaway";
    }

    @Override
    public Optional<String> hear(Event event) {
        if (!(event instanceof Event.Samples samples)) {
            return Optional.empty();
        }
        reference = Metric.LENGTHS_SAMPLES_REFERENCE.in(samples.metrics()).orElse(reference);
        double policy = Metric.LENGTHS_SAMPLES.in(samples.metrics()).orElse(0);
        return policy > TIMES * reference
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "The policy's answers are %.3g tokens long on average, the reference's to the same prompts %.3g."
                                + " Longer answers are often preferred, and the loss may be learning the length: look at the"
                                + " correlation of margin and length and at the accuracy on pairs of equal length.",
                        policy,
                        reference))
                : Optional.empty();
    }
}
