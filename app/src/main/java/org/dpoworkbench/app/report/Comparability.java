package org.dpoworkbench.app.report;

import java.util.EnumSet;
import java.util.Set;
import org.dpoworkbench.app.figure.FigureRun;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.metric.Metric;

/// Which numbers of two runs may stand in one subtraction.
final class Comparability {
    private static final Set<Metric> OF_THE_LOSS = EnumSet.of(Metric.LOSS, Metric.GRAD_NORM, Metric.GRAD_CLIPPED);
    private static final Set<Metric> OF_BETA =
            EnumSet.of(Metric.REWARDS_CHOSEN, Metric.REWARDS_REJECTED, Metric.REWARDS_MARGINS, Metric.WEIGHTS_MEAN);

    private Comparability() {}

    /// Why the metric of the two runs must not be compared, in a few words; empty where it may.
    static String objection(Metric metric, FigureRun first, FigureRun second) {
        if (OF_THE_LOSS.contains(metric) && !sameLoss(first, second)) {
            return "other loss";
        }
        if (OF_BETA.contains(metric)
                && first.config().loss().beta() != second.config().loss().beta()) {
            return "other β";
        }
        return "";
    }

    /// Whether the losses of the runs have the same unit and scale.
    static boolean sameLoss(FigureRun first, FigureRun second) {
        LossConfig one = first.config().loss();
        LossConfig other = second.config().loss();
        return first.config().objective() == second.config().objective()
                && (first.config().objective() == Objective.SFT
                        || (one.lossType() == other.lossType()
                                && one.beta() == other.beta()
                                && one.labelSmoothing() == other.labelSmoothing()
                                && (one.lossType() != LossType.IPO
                                        || one.ipoNormalisation() == other.ipoNormalisation())));
    }
}
