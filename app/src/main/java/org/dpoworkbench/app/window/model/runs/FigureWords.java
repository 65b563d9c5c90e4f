package org.dpoworkbench.app.window.model.runs;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.statistics.Binomial;
import org.dpoworkbench.ui.Messages;

/// The few numbers that a run is known by in the list.
public final class FigureWords {
    private FigureWords() {}

    /// Last loss, held-out accuracy with its interval, sampled KL: as many as the run has.
    ///
    /// @param heldOut pairs that the accuracy is taken over, where that is known
    public static List<String> of(RunItem run, OptionalInt heldOut) {
        List<String> figures = new ArrayList<>();
        run.summary()
                .loss()
                .ifPresent(loss -> figures.add(Messages.text("runs.figure.loss", Numbers.significant(loss, 4))));
        run.summary().heldOutAccuracy().ifPresent(accuracy -> figures.add(accuracy(accuracy, heldOut)));
        run.curves()
                .series(Metric.KL_SAMPLED.key())
                .last()
                .ifPresent(kl -> figures.add(Messages.text("runs.figure.kl", Numbers.significant(kl, 3))));
        return figures;
    }

    private static String accuracy(double accuracy, OptionalInt pairs) {
        if (pairs.isEmpty() || pairs.getAsInt() == 0) {
            return Messages.text("runs.figure.accuracy", Numbers.percent(accuracy));
        }
        double[] interval = Binomial.wilson(accuracy * pairs.getAsInt(), pairs.getAsInt());
        return Messages.text(
                "runs.figure.accuracyWithin",
                Numbers.fixed(100 * accuracy, 1),
                Numbers.fixed(50 * (interval[1] - interval[0]), 1));
    }
}
