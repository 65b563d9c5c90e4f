package org.dpoworkbench.engine.alarm;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.metric.Metric;

/// The held-out loss has risen at two evaluations in a row while the training loss between them fell.
final class HeldOutLossRising implements Alarm {
    /// Of the lowest held-out loss.
    private static final double RISE = 0.02;

    private static final int IN_A_ROW = 2;

    private double lowest = Double.POSITIVE_INFINITY;
    private double before = Double.POSITIVE_INFINITY;
    private double trainingBefore = Double.POSITIVE_INFINITY;
    private double trainingSum;
    private int trainingSteps;
    private int rises;

    @Override
    public String code() {
        return "held-out-loss-rising";
    }

    @Override
    public Optional<String> hear(Event event) {
        return switch (event) {
            case Event.Step step -> {
                Metric.LOSS.in(step.metrics()).ifPresent(loss -> {
                    trainingSum += loss;
                    trainingSteps++;
                });
                yield Optional.empty();
            }
            case Event.Evaluation evaluation -> evaluated(Metric.LOSS.evalIn(evaluation.metrics()));
            default -> Optional.empty();
        };
    }

    private Optional<String> evaluated(OptionalDouble heldOut) {
        if (heldOut.isEmpty()) {
            return Optional.empty();
        }
        double now = heldOut.getAsDouble();
        double training = trainingSteps == 0 ? Double.POSITIVE_INFINITY : trainingSum / trainingSteps;
        boolean apart = now > before && training < trainingBefore;
        rises = apart ? rises + 1 : 0;
        double least = lowest;
        lowest = Math.min(lowest, now);
        before = now;
        trainingBefore = training;
        trainingSum = 0;
        trainingSteps = 0;
        return rises >= IN_A_ROW && now > least + RISE * Math.abs(least)
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "The held-out loss rises (%.4g, after %.4g at its lowest) while the training loss falls: the run"
                                + " learns its training pairs by heart. An earlier checkpoint, fewer epochs or more data"
                                + " may serve better.",
                        now,
                        least))
                : Optional.empty();
    }
}
