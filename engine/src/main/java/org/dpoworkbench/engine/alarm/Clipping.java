package org.dpoworkbench.engine.alarm;

import java.util.Locale;
import java.util.Optional;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.metric.Metric;

/// More than half of the steps so far were clipped: then the limit decides what the loss does, not the rate.
final class Clipping implements Alarm {
    /// Below this many steps a share of clipped ones says nothing.
    private static final int FEWEST_STEPS = 50;

    private static final double MOSTLY = 0.5;

    private int steps;
    private double clipped;

    @Override
    public String code() {
        return "clipping";
    }

    @Override
    public Optional<String> hear(Event event) {
        if (!(event instanceof Event.Step step)) {
            return Optional.empty();
        }
        steps++;
        clipped += Metric.GRAD_CLIPPED.in(step.metrics()).orElse(0);
        if (steps < FEWEST_STEPS || clipped <= MOSTLY * steps) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "%.0f %% of the steps were clipped: max_grad_norm, not the learning rate, decides how far they go. "
                        + "A gradient's size belongs to its loss (at h = 0 the slope is β/2 for DPO, 1/β for summed "
                        + "IPO); compare losses with a larger max_grad_norm, or say that they were clipped.",
                100 * clipped / steps));
    }
}
