package org.dpoworkbench.app.present;

import java.util.Optional;
import java.util.OptionalDouble;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.loss.PreferenceLoss;

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
        if (config.objective() == Objective.SFT || !config.startsFromReference()) {
            return Optional.empty();
        }
        OptionalDouble start = PreferenceLoss.of(config.loss()).startingValue();
        if (start.isEmpty()) {
            return Optional.empty();
        }
        double value = start.getAsDouble();
        String label = config.loss().is(LossType.SIGMOID)
                ? "start: ln 2"
                : config.loss().is(LossType.IPO)
                        ? "start: 1/(4β²) = " + Numbers.rounded(value, 4)
                        : "start: " + Numbers.rounded(value, 4);
        return Optional.of(new Value(value, label));
    }

    /// The margin that IPO pulls every pair to, 1/(2β), on the axis that the loss uses and on no other.
    ///
    /// @param axis the normalisation of the margin on the axis
    public static Optional<Value> marginTarget(RunConfig config, IpoNormalisation axis) {
        LossConfig loss = config.loss();
        boolean usesAxis =
                config.objective() == Objective.DPO && loss.is(LossType.IPO) && loss.ipoNormalisation() == axis;
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
        if (config.loss().mixed()) {
            return "";
        }
        return switch (config.loss().lossType()) {
            case SIGMOID,
                    EXO_PAIR,
                    NCA_PAIR,
                    ROBUST,
                    BCO_PAIR,
                    AOT,
                    AOT_UNPAIRED,
                    SIGMOID_NORM,
                    DPOP,
                    SIMPO,
                    UNLIKELIHOOD,
                    PREFERRED_FT,
                    PLACKETT_LUCE -> "nats";
            case SFT -> "nats per token";
            case HINGE, APO_ZERO, APO_DOWN, DISCOPOP, CPO, CPO_HINGE, CPO_IPO, ORPO, KTO, APO_ZERO_UNPAIRED -> "";
            case SPPO_HARD -> "nats²";
            case IPO ->
                switch (config.loss().ipoNormalisation()) {
                    case SUM -> "nats²";
                    case MEAN -> "nats²/token²";
                };
        };
    }
}
