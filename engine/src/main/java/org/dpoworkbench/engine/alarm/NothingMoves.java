package org.dpoworkbench.engine.alarm;

import java.util.Optional;
import java.util.OptionalDouble;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.metric.Metric;

/// After many updates every pair is still a tie: the updates are lost in rounding, or the rate is next to nothing.
final class NothingMoves implements Alarm {
    private static final int STEPS = 20;

    private int updated;
    private boolean moved;

    @Override
    public String code() {
        return "nothing-moves";
    }

    @Override
    public Optional<String> hear(Event event) {
        if (!(event instanceof Event.Step step) || moved) {
            return Optional.empty();
        }
        OptionalDouble ties = Metric.REWARDS_TIES.in(step.metrics());
        double rate = Metric.LEARNING_RATE.in(step.metrics()).orElse(0);
        if (ties.isEmpty() || ties.getAsDouble() < 1) {
            moved = ties.isPresent();
            return Optional.empty();
        }
        updated += rate > 0 ? 1 : 0;
        return updated < STEPS
                ? Optional.empty()
                : Optional.of(
                        "After " + STEPS + " updates every pair is still a tie: no weight has changed enough to be"
                                + " seen. The learning rate may be too small for this number type: a change below half the"
                                + " last digit of a weight is rounded away.");
    }
}
