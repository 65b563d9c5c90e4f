package org.dpoworkbench.app.chart;

import java.util.Optional;
import java.util.OptionalDouble;
import org.dpoworkbench.engine.config.FDivergence;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.loss.PairGradient;
import org.dpoworkbench.engine.loss.PairLogProbs;
import org.dpoworkbench.engine.loss.PairwiseLoss;

/// A loss over the margin h, as the engine computes it.
///
/// @param margins (points) h, ascending, in nats or, for IPO's mean, nats a token
/// @param losses  (points)
/// @param weights (points) what a pair's gradient is weighed with: σ(−βh) for DPO; |d loss / d h| for IPO
/// @param target  the h of least loss, where there is one
@SuppressWarnings("ArrayRecordComponent") // columns for a chart, never changed
public record LossShape(double[] margins, double[] losses, double[] weights, OptionalDouble target) {
    private static final int POINTS = 201;

    /// The loss where its shape shows: six units of βh to both sides, or twice IPO's target. Empty where the loss is no
    /// function of the margin alone.
    public static Optional<LossShape> of(LossConfig config) {
        return isOfTheMargin(config) ? Optional.of(drawn(config)) : Optional.empty();
    }

    /// Whether the loss depends on nothing but the margin h.
    public static boolean isOfTheMargin(LossConfig config) {
        return !config.mixed()
                && config.fDivergenceType() == FDivergence.REVERSE_KL
                && switch (config.lossType()) {
                    case SIGMOID, SIGMOID_NORM, HINGE, IPO, EXO_PAIR, ROBUST, DISCOPOP -> true;
                    case NCA_PAIR,
                            BCO_PAIR,
                            SPPO_HARD,
                            AOT,
                            AOT_UNPAIRED,
                            APO_ZERO,
                            APO_DOWN,
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
                            PLACKETT_LUCE -> false;
                };
    }

    private static LossShape drawn(LossConfig config) {
        boolean ipo = config.is(LossType.IPO);
        double target = 1 / (2 * config.beta());
        double from = ipo ? -target : -6 / config.beta();
        double to = ipo ? 3 * target : 6 / config.beta();
        PairwiseLoss loss = PairwiseLoss.of(config);
        double scale = ipo ? 1 : config.beta();
        double[] margins = new double[POINTS];
        double[] losses = new double[POINTS];
        double[] weights = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            margins[i] = from + (to - from) * i / (POINTS - 1);
            PairGradient at = loss.alone(pair(margins[i]));
            losses[i] = at.loss();
            weights[i] = Math.abs(at.chosen()) / scale;
        }
        return new LossShape(margins, losses, weights, least(config, target));
    }

    /// A pair of one token a side, so that sum and mean are the same number.
    private static PairLogProbs pair(double margin) {
        return new PairLogProbs(margin, 0, 0, 0, 1, 1);
    }

    private static OptionalDouble least(LossConfig config, double target) {
        double e = config.labelSmoothing();
        if (config.is(LossType.IPO)) {
            return OptionalDouble.of(target);
        }
        if (config.is(LossType.HINGE)) {
            return OptionalDouble.of(1 / config.beta());
        }
        // σ(βh) = 1 − ε (Mitchell 2023)
        return config.is(LossType.SIGMOID) && e > 0
                ? OptionalDouble.of(Math.log((1 - e) / e) / config.beta())
                : OptionalDouble.empty();
    }

    /// Whether h is per token.
    public static boolean perToken(LossConfig config) {
        return config.is(LossType.SIGMOID_NORM)
                || config.is(LossType.IPO) && config.ipoNormalisation() == IpoNormalisation.MEAN;
    }
}
