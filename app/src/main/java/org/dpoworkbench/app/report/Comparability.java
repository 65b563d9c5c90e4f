package org.dpoworkbench.app.report;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.dpoworkbench.app.figure.FigureRun;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.metric.Metric;

/// Which numbers of two runs may stand in one subtraction.
public final class Comparability {
    private static final Set<Metric> OF_THE_LOSS = EnumSet.of(Metric.LOSS, Metric.GRAD_NORM, Metric.GRAD_CLIPPED);
    private static final Set<Metric> OF_BETA =
            EnumSet.of(Metric.REWARDS_CHOSEN, Metric.REWARDS_REJECTED, Metric.REWARDS_MARGINS, Metric.WEIGHTS_MEAN);

    private Comparability() {}

    /// Why two numbers cannot be subtracted.
    public enum Objection {
        /// Their losses have other units or scales, or one is not known.
        OTHER_LOSS,
        /// The implicit reward of each has its own β in it.
        OTHER_BETA
    }

    /// Why the metric of the two runs must not be compared, in a few words; empty where it may.
    static String objection(Metric metric, FigureRun first, FigureRun second) {
        return objection(metric, first.config(), second.config())
                .map(objection -> switch (objection) {
                    case OTHER_LOSS -> "other loss";
                    case OTHER_BETA -> "other β";
                })
                .orElse("");
    }

    /// Why the metric of two runs with these configurations must not be compared; empty where it may.
    ///
    /// @param first  absent where it is not known, as of another program's run
    /// @param second likewise
    public static Optional<Objection> objection(Metric metric, Optional<RunConfig> first, Optional<RunConfig> second) {
        if (OF_THE_LOSS.contains(metric) && !sameLoss(first, second)) {
            return Optional.of(Objection.OTHER_LOSS);
        }
        if (OF_BETA.contains(metric) && !beta(first).equals(beta(second))) {
            return Optional.of(Objection.OTHER_BETA);
        }
        return Optional.empty();
    }

    private static Optional<Double> beta(Optional<RunConfig> run) {
        return run.map(config -> config.loss().beta());
    }

    /// Whether the losses of the runs have the same unit and scale; a loss that is not known is like no other.
    static boolean sameLoss(FigureRun first, FigureRun second) {
        return first.equals(second) || sameLoss(first.config(), second.config());
    }

    private static boolean sameLoss(Optional<RunConfig> first, Optional<RunConfig> second) {
        return first.isPresent() && second.isPresent() && sameLoss(first.get(), second.get());
    }

    private static boolean sameLoss(RunConfig first, RunConfig second) {
        return first.objective() == second.objective()
                && (first.objective() == Objective.SFT || first.loss().equals(second.loss()));
    }
}
