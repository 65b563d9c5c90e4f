package org.dpoworkbench.app.window.model.run;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.curve.Series;
import org.dpoworkbench.engine.metric.Metric;

/// The numbers of a run's line in the list.
///
/// @param totalSteps      optimiser steps planned, 0 while unknown
/// @param loss            of the last step
/// @param heldOutAccuracy share of held-out pairs with a positive margin at the last evaluation, in [0, 1]
/// @param evaluatedStep   the step of that evaluation
/// @param failure         what the journal says of a failure or a crash
public record KeyFigures(
        int totalSteps,
        OptionalDouble loss,
        OptionalDouble heldOutAccuracy,
        OptionalInt evaluatedStep,
        Optional<String> failure) {

    /// Of a run that has told nothing yet.
    public static final KeyFigures NONE =
            new KeyFigures(0, OptionalDouble.empty(), OptionalDouble.empty(), OptionalInt.empty(), Optional.empty());

    public static KeyFigures of(RunCurves curves) {
        Series accuracies = curves.series(Metric.REWARDS_ACCURACIES.evalKey());
        return new KeyFigures(
                curves.totalSteps(),
                curves.series(Metric.LOSS.key()).last(),
                accuracies.last(),
                accuracies.isEmpty() ? OptionalInt.empty() : OptionalInt.of(accuracies.lastStep()),
                curves.failure());
    }
}
