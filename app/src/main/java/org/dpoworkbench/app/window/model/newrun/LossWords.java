package org.dpoworkbench.app.window.model.newrun;

import java.util.OptionalDouble;
import org.dpoworkbench.app.chart.LossShape;
import org.dpoworkbench.app.present.Badge;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.loss.PreferenceLoss;
import org.dpoworkbench.ui.Messages;

/// A loss in words and symbols that carry the form's numbers.
public final class LossWords {
    private LossWords() {}

    /// Such as `−log σ(0.1 · h)`.
    public static String formula(LossConfig loss) {
        String beta = Numbers.plain(loss.beta());
        return switch (loss.lossType()) {
            case SIGMOID ->
                loss.labelSmoothing() == 0
                        ? "−log σ(%s · h)".formatted(beta)
                        : "−%s log σ(%s · h) − %s log σ(−%s · h)"
                                .formatted(
                                        Numbers.rounded(1 - loss.labelSmoothing(), 6),
                                        beta,
                                        Numbers.plain(loss.labelSmoothing()),
                                        beta);
            case HINGE -> "max(0, 1 − %s · h)".formatted(beta);
            case IPO -> "(h − %s)²".formatted(Numbers.rounded(target(loss), 4));
            case EXO_PAIR,
                    NCA_PAIR,
                    ROBUST,
                    BCO_PAIR,
                    SPPO_HARD,
                    AOT,
                    AOT_UNPAIRED,
                    APO_ZERO,
                    APO_DOWN,
                    DISCOPOP,
                    SIGMOID_NORM,
                    DPOP,
                    SFT,
                    CPO,
                    CPO_HINGE,
                    CPO_IPO,
                    SIMPO,
                    ORPO,
                    UNLIKELIHOOD,
                    PREFERRED_FT,
                    KTO,
                    APO_ZERO_UNPAIRED,
                    PLACKETT_LUCE -> Badge.of(loss);
        };
    }

    /// What h is: `Δchosen − Δrejected`, per token for IPO's mean.
    public static String margin(LossConfig loss) {
        return LossShape.perToken(loss)
                ? Messages.text("newrun.loss.margin.mean")
                : Messages.text("newrun.loss.margin");
    }

    /// Such as `at h = 0 the loss is 0.693`.
    public static String start(LossConfig loss) {
        OptionalDouble start = PreferenceLoss.of(loss).startingValue();
        return start.isEmpty() ? "" : Messages.text("newrun.loss.start", Numbers.significant(start.getAsDouble(), 3));
    }

    /// IPO's target in both units at the data's median length; empty for other losses.
    ///
    /// @param medianLength scored tokens of a completion; absent until the data have been read
    public static String target(LossConfig loss, OptionalDouble medianLength) {
        if (!loss.is(LossType.IPO)) {
            return "";
        }
        boolean sum = loss.ipoNormalisation() == IpoNormalisation.SUM;
        String own = Numbers.rounded(target(loss), 3);
        if (medianLength.isEmpty()) {
            return sum ? Messages.text("newrun.ipo.sum.unknown", own) : Messages.text("newrun.ipo.mean.unknown", own);
        }
        double length = Math.max(1, medianLength.getAsDouble());
        String other = Numbers.rounded(sum ? target(loss) / length : target(loss) * length, 3);
        String tokens = Numbers.rounded(length, 4);
        return sum
                ? Messages.text("newrun.ipo.sum", own, other, tokens)
                : Messages.text("newrun.ipo.mean", own, other, tokens);
    }

    /// IPO's target 1/(2β).
    private static double target(LossConfig loss) {
        return 1 / (2 * loss.beta());
    }
}
