package org.dpoworkbench.engine.alarm;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.metric.Metric;

/// A gradient ten times as long as the usual one of the steps before it.
final class GradientSpike implements Alarm {
    private static final int STEPS_BEFORE = 50;
    private static final double TIMES = 10;

    private final Recent norms = new Recent(STEPS_BEFORE);

    @Override
    public String code() {
        return "gradient-spike";
    }

    @Override
    public Optional<String> hear(Event event) {
        if (!(event instanceof Event.Step step)) {
            return Optional.empty();
        }
        OptionalDouble norm = Metric.GRAD_NORM.in(step.metrics());
        if (norm.isEmpty()) {
            return Optional.empty();
        }
        double usual = norms.isFull() ? norms.median() : Double.POSITIVE_INFINITY;
        norms.add(norm.getAsDouble());
        if (norm.getAsDouble() <= TIMES * usual) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "The gradient's norm is %.3g, and the median of the %d steps before is %.3g. One batch pulls hard: look at"
                        + " its pairs, or lower the learning rate. max_grad_norm limits what such a step can do.",
                norm.getAsDouble(),
                STEPS_BEFORE,
                usual));
    }
}
