package org.dpoworkbench.app.window.model.newrun;

import java.util.OptionalDouble;
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
        return LossFormula.of(loss);
    }

    /// What the formula's letters are: `h = Δchosen − Δrejected`, per token for IPO's mean.
    public static String letters(LossConfig loss) {
        return LossFormula.letters(loss);
    }

    /// What the loss depends on where that is more than the margin, so that no curve says it; else empty.
    public static String dependsOn(LossConfig loss) {
        return LossFormula.dependsOn(loss);
    }

    /// Such as `at h = 0 the loss is 0.693`; where the start depends on the data, that.
    public static String start(LossConfig loss) {
        OptionalDouble start = PreferenceLoss.of(loss).startingValue();
        if (start.isEmpty()) {
            return Messages.text("newrun.loss.start.data");
        }
        String value = Numbers.significant(start.getAsDouble(), 3);
        return LossFormula.dependsOn(loss).isEmpty()
                ? Messages.text("newrun.loss.start", value)
                : Messages.text("newrun.loss.start.equal", value);
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
