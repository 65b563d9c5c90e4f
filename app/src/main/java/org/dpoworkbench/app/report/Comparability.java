package org.dpoworkbench.app.report;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.dpoworkbench.app.figure.FigureRun;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.RunConfig;
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
        if (OF_BETA.contains(metric) && !beta(first).equals(beta(second))) {
            return "other β";
        }
        return "";
    }

    private static Optional<Double> beta(FigureRun run) {
        return run.config().map(config -> config.loss().beta());
    }

    /// Whether the losses of the runs have the same unit and scale; a loss that is not known is like no other.
    static boolean sameLoss(FigureRun first, FigureRun second) {
        return first.equals(second)
                || (first.config().isPresent()
                        && second.config().isPresent()
                        && sameLoss(first.config().get(), second.config().get()));
    }

    private static boolean sameLoss(RunConfig first, RunConfig second) {
        LossConfig one = first.loss();
        LossConfig other = second.loss();
        return first.objective() == second.objective()
                && (first.objective() == Objective.SFT
                        || (one.lossType() == other.lossType()
                                && one.beta() == other.beta()
                                && one.labelSmoothing() == other.labelSmoothing()
                                && (one.lossType() != LossType.IPO
                                        || one.ipoNormalisation() == other.ipoNormalisation())));
    }
}
