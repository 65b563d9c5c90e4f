package org.dpoworkbench.engine.alarm;

import java.util.Optional;
import java.util.OptionalDouble;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.metric.Metric;

/// For many steps every training pair has been right: there is little left to learn from, and margins only grow.
final class Saturation implements Alarm {
    private static final int STEPS = 50;

    private final Recent accuracies = new Recent(STEPS);

    @Override
    public String code() {
        return "saturated";
    }

    @Override
    public Optional<String> hear(Event event) {
        if (!(event instanceof Event.Step step)) {
            return Optional.empty();
        }
        OptionalDouble accuracy = Metric.REWARDS_ACCURACIES.in(step.metrics());
        accuracy.ifPresent(accuracies::add);
        return accuracies.isFull() && accuracies.mean() >= 1
                ? Optional.of("Every pair of the last " + STEPS + " steps was right: the training data is learned, and"
                        + " further steps mostly push margins apart. Held-out accuracy says whether it was worth it;"
                        + " fewer epochs, a lower learning rate or more data may be.")
                : Optional.empty();
    }
}
