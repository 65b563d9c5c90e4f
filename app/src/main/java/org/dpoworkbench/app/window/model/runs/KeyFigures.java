package org.dpoworkbench.app.window.model.runs;

import java.util.ArrayList;
import java.util.List;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.engine.curve.Series;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.ui.Messages;

/// The few numbers that a run is known by in the list.
public final class KeyFigures {
    private KeyFigures() {}

    /// Last loss, held-out accuracy with its interval, sampled KL: as many as the run has.
    public static List<String> of(RunItem run) {
        List<String> figures = new ArrayList<>();
        run.summary()
                .loss()
                .ifPresent(loss -> figures.add(Messages.text("runs.figure.loss", Numbers.significant(loss, 4))));
        run.summary().heldOutAccuracy().ifPresent(accuracy -> figures.add(accuracy(run, accuracy)));
        Series kl = run.curves().series(Metric.KL_SAMPLED.key());
        if (!kl.isEmpty()) {
            figures.add(Messages.text("runs.figure.kl", Numbers.significant(kl.lastValue(), 3)));
        }
        return figures;
    }

    private static String accuracy(RunItem run, double accuracy) {
        Series low = run.curves().series(Metric.REWARDS_ACCURACIES_LOW.evalKey());
        Series high = run.curves().series(Metric.REWARDS_ACCURACIES_HIGH.evalKey());
        return low.isEmpty() || high.isEmpty()
                ? Messages.text("runs.figure.accuracy", Numbers.percent(accuracy))
                : Messages.text(
                        "runs.figure.accuracyWithin",
                        Numbers.fixed(100 * accuracy, 1),
                        Numbers.fixed(50 * (high.lastValue() - low.lastValue()), 1));
    }
}
