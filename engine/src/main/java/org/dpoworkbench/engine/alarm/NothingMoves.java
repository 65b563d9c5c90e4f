package org.dpoworkbench.engine.alarm;

import java.util.Optional;
import java.util.OptionalDouble;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.metric.Metric;

/// After many updates every pair is still a tie: the updates are lost in rounding, or the rate is next to nothing.
final class NothingMoves implements Alarm {
    private static final int STEPS = 20;

    private int updated;
    private int tied;
    private boolean moved;

    @Override
    public String code() {
        return "nothing-moves";
    }

    @Override
    public Optional<String> hear(Event event) {
        if (!(event instanceof Event.Step step)) {
            return Optional.empty();
        }
        double rate = Metric.LEARNING_RATE.in(step.metrics()).orElse(0);
        updated += rate > 0 ? 1 : 0;
        return updated == 0 ? Optional.empty() : unchanged(step).or(() -> ties(step, rate));
    }

    /// The share of changed weights says it outright, whatever the number type.
    private static Optional<String> unchanged(Event.Step step) {
        OptionalDouble changed = Metric.WEIGHTS_CHANGED.in(step.metrics());
        return changed.isEmpty() || changed.getAsDouble() > 0
                ? Optional.empty()
                : Optional.of(
                        "After step " + step.step() + " no weight differs from the start in the number type that the"
                                + " model is saved in: every change is lost in rounding. Save as float32 (--save-dtype), or raise"
                                + " the learning rate.");
    }

    private Optional<String> ties(Event.Step step, double rate) {
        OptionalDouble ties = Metric.REWARDS_TIES.in(step.metrics());
        if (moved || ties.isEmpty() || ties.getAsDouble() < 1) {
            moved |= ties.isPresent();
            return Optional.empty();
        }
        tied += rate > 0 ? 1 : 0;
        return tied < STEPS
                ? Optional.empty()
                : Optional.of(
                        "After " + STEPS + " updates every pair is still a tie: no weight has changed enough to be"
                                + " seen. The learning rate may be too small for this number type: a change below half the"
                                + " last digit of a weight is rounded away.");
    }
}
