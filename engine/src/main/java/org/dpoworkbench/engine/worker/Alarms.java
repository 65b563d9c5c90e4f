package org.dpoworkbench.engine.worker;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.metric.Metric;

/// Notices, once each in a run, what its user should know while it goes on.
final class Alarms {
    private static final String CLIPPING = "clipping";
    private static final String DISPLACEMENT = "likelihood-displacement";

    /// Below this many steps a share of clipped ones says nothing.
    private static final int FEWEST_STEPS = 50;

    private static final double MOSTLY = 0.5;

    /// In nats per token, of held-out chosen answers.
    private static final double DISPLACED = -0.5;

    private int steps;
    private double clipped;
    private boolean clippingTold;
    private boolean displacementTold;

    /// @param told warnings of the run so far, where it is resumed
    Alarms(List<Event.Warning> told) {
        clippingTold = told.stream().anyMatch(w -> w.code().equals(CLIPPING));
        displacementTold = told.stream().anyMatch(w -> w.code().equals(DISPLACEMENT));
    }

    /// More than half of the steps so far were clipped: then the limit decides what the loss does, not the rate.
    Optional<Event.Warning> after(Event.Step step) {
        steps++;
        clipped += Metric.GRAD_CLIPPED.in(step.metrics()).orElse(0);
        if (clippingTold || steps < FEWEST_STEPS || clipped <= MOSTLY * steps) {
            return Optional.empty();
        }
        clippingTold = true;
        return Optional.of(new Event.Warning(
                step.step(),
                CLIPPING,
                String.format(
                        Locale.ROOT,
                        "%.0f %% of the steps were clipped: max_grad_norm, not the learning rate, decides how far they go. "
                                + "A gradient's size belongs to its loss (at h = 0 the slope is β/2 for DPO, 1/β for summed "
                                + "IPO); compare losses with a larger max_grad_norm, or say that they were clipped.",
                        100 * clipped / steps)));
    }

    /// Held-out chosen answers have become much less likely than under the reference: likelihood displacement.
    Optional<Event.Warning> after(Event.Evaluation evaluation) {
        double perToken =
                Metric.LOGRATIOS_PER_TOKEN_CHOSEN.evalIn(evaluation.metrics()).orElse(0);
        if (displacementTold || perToken >= DISPLACED) {
            return Optional.empty();
        }
        displacementTold = true;
        return Optional.of(new Event.Warning(
                evaluation.step(),
                DISPLACEMENT,
                String.format(
                        Locale.ROOT,
                        "Held-out chosen answers have lost %.2f nats a token against the reference: the policy moves "
                                + "probability away from both answers. A lower learning rate or a higher beta holds it back.",
                        -perToken)));
    }
}
