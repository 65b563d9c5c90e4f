package org.dpoworkbench.app.present;

import java.util.Optional;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.RunConfig;

/// The values that a loss's equation promises, and the unit they are in: the same on the screen and on paper.
public final class Theory {
    private Theory() {}

    /// A value with its name.
    ///
    /// @param label such as `start: ln 2`
    public record Value(double value, String label) {}

    /// The loss of a policy that equals its reference, every margin 0: ln 2 for DPO and cDPO, 1/(4β²) for IPO (Azar et
    /// al. 2023, equation 17), 1 for hinge. Another start has no such value.
    public static Optional<Value> startingLoss(RunConfig config) {
        if (config.objective() == Objective.SFT || !config.model().startsFromReference()) {
            return Optional.empty();
        }
        double beta = config.loss().beta();
        return Optional.of(
                switch (config.loss().lossType()) {
                    case SIGMOID -> new Value(Math.log(2), "start: ln 2");
                    case HINGE -> new Value(1, "start: 1");
                    case IPO -> {
                        double start = 1 / (4 * beta * beta);
                        yield new Value(start, "start: 1/(4β²) = " + Numbers.rounded(start, 4));
                    }
                });
    }

    /// The margin that IPO pulls every pair to, 1/(2β), on the axis that the loss uses and on no other.
    ///
    /// @param axis the normalisation of the margin on the axis
    public static Optional<Value> marginTarget(RunConfig config, IpoNormalisation axis) {
        LossConfig loss = config.loss();
        boolean usesAxis = config.objective() == Objective.DPO
                && loss.lossType() == LossType.IPO
                && loss.ipoNormalisation() == axis;
        if (!usesAxis) {
            return Optional.empty();
        }
        double target = 1 / (2 * loss.beta());
        return Optional.of(new Value(target, "IPO's target: 1/(2β) = " + Numbers.rounded(target, 4)));
    }

    /// The unit of the run's loss; empty for a plain number.
    public static String lossUnit(RunConfig config) {
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
