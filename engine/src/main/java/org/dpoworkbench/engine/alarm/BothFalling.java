package org.dpoworkbench.engine.alarm;

import java.util.Optional;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.metric.Metric;

/// Chosen and rejected answers have both become less likely: usual, and worth a name. It is a remark, no alarm.
final class BothFalling implements Alarm {
    static final String CODE = "both-falling";

    /// In nats of a whole answer; below this a fall is no rounding.
    private static final double FALLEN = -0.5;

    @Override
    public String code() {
        return CODE;
    }

    @Override
    public Optional<String> hear(Event event) {
        if (!(event instanceof Event.Evaluation evaluation)) {
            return Optional.empty();
        }
        double chosen = Metric.LOGRATIOS_CHOSEN.evalIn(evaluation.metrics()).orElse(0);
        double rejected = Metric.LOGRATIOS_REJECTED.evalIn(evaluation.metrics()).orElse(0);
        return chosen < FALLEN && rejected < FALLEN
                ? Optional.of(
                        "Both log-ratios are below zero on held-out pairs: chosen answers have become less likely too."
                                + " That is usual where the reference was fitted to the chosen answers; it is named so that"
                                + " nobody takes a growing margin for growing likelihood.")
                : Optional.empty();
    }
}
