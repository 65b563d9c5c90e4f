package org.dpoworkbench.app.figure;

import java.util.Optional;
import org.dpoworkbench.app.figure.Level.Side;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.metric.MetricUnit;

/// The values that a loss's equation promises. A run whose settings are not known is promised nothing.
final class Theory {
    private Theory() {}

    /// The loss of a policy that equals its reference, every margin 0: ln 2 for DPO and cDPO, 1/(4β²) for IPO (Azar et
    /// al. 2023, equation 17), 1 for hinge. Another start has no such value.
    static Optional<Level> startingLoss(FigureRun run) {
        if (!run.prefers() || !run.startsFromReference()) {
            return Optional.empty();
        }
        return run.config().map(RunConfig::loss).map(Theory::startingLoss);
    }

    private static Level startingLoss(LossConfig loss) {
        return switch (loss.lossType()) {
            case SIGMOID -> new Level(Math.log(2), "start: ln 2", Side.ABOVE);
            case HINGE -> new Level(1, "start: 1", Side.ABOVE);
            case IPO -> {
                double start = 1 / (4 * loss.beta() * loss.beta());
                yield new Level(start, "start: 1/(4β²) = " + Numbers.rounded(start, 4), Side.ABOVE);
            }
        };
    }

    /// The margin that IPO pulls every pair to, 1/(2β), on the axis that the loss uses and on no other.
    ///
    /// @param axis the normalisation of the margin on the axis
    static Optional<Level> margin(FigureRun run, IpoNormalisation axis) {
        return run.config()
                .filter(config -> config.objective() == Objective.DPO)
                .map(RunConfig::loss)
                .filter(loss -> loss.lossType() == LossType.IPO && loss.ipoNormalisation() == axis)
                .map(loss -> {
                    double target = 1 / (2 * loss.beta());
                    return new Level(target, "IPO's target: 1/(2β) = " + Numbers.rounded(target, 4), Side.ABOVE);
                });
    }

    /// The unit of the run's loss.
    static String lossUnit(FigureRun run) {
        return run.config().map(Theory::lossUnit).orElse(MetricUnit.OF_THE_LOSS.text());
    }

    private static String lossUnit(RunConfig config) {
        if (config.objective() == Objective.SFT) {
            return "nats per token";
        }
        return switch (config.loss().lossType()) {
            case SIGMOID -> "nats";
            case HINGE -> "";
            case IPO ->
                switch (config.loss().ipoNormalisation()) {
                    case SUM -> "nats²";
                    case MEAN -> "nats²/token²";
                };
        };
    }
}
