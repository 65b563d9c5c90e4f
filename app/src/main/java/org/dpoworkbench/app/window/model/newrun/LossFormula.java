package org.dpoworkbench.app.window.model.newrun;

import java.util.StringJoiner;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.engine.config.FDivergence;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.ui.Messages;

/// A loss's formula with the form's numbers in it, and what its letters mean. h is the margin, Δc and Δr the log-ratios
/// of chosen and rejected, c and r their log-probs under the policy; a bar says per token.
final class LossFormula {
    private LossFormula() {}

    /// Such as `−log σ(0.1 · h)`; of a sum `0.8 · DPO + 1 · SFT term`.
    static String of(LossConfig loss) {
        return loss.mixed() ? sum(loss) : one(loss);
    }

    private static String sum(LossConfig loss) {
        var terms = new StringJoiner(" + ");
        for (int i = 0; i < loss.lossTypes().size(); i++) {
            terms.add(Numbers.plain(loss.lossWeights().get(i)) + " · "
                    + loss.lossTypes().get(i).title());
        }
        return terms.toString();
    }

    private static String one(LossConfig loss) {
        String b = Numbers.plain(loss.beta());
        String e = Numbers.plain(loss.labelSmoothing());
        String rest = Numbers.rounded(1 - loss.labelSmoothing(), 6);
        String target = Numbers.rounded(1 / (2 * loss.beta()), 4);
        String likelihood = loss.cpoAlpha() == 0 ? "" : " − " + Numbers.plain(loss.cpoAlpha()) + " · c̄";
        return switch (loss.lossType()) {
            case SIGMOID -> logistic(loss, b + " · h", "");
            case SIGMOID_NORM -> "−log σ(%s · h)".formatted(b);
            case HINGE -> "max(0, 1 − %s · h)".formatted(b);
            case IPO -> "(h − %s)²".formatted(target);
            case EXO_PAIR -> "σ(%s h) log(σ(%s h) / %s) + σ(−%s h) log(σ(−%s h) / %s)".formatted(b, b, rest, b, b, e);
            case NCA_PAIR -> "−log σ(%s Δc) − ½ log σ(−%s Δc) − ½ log σ(−%s Δr)".formatted(b, b, b);
            case ROBUST ->
                "(−%s log σ(%s h) + %s log σ(−%s h)) / %s"
                        .formatted(rest, b, e, b, Numbers.rounded(1 - 2 * loss.labelSmoothing(), 6));
            case BCO_PAIR -> "−log σ(%s Δc) − log σ(−%s Δr)".formatted(b, b);
            case SPPO_HARD -> "(Δc − %s)² + (Δr + %s)²".formatted(target, target);
            case AOT -> logistic(loss, b + " · (sorted h under π − sorted h under π_ref)", "");
            case AOT_UNPAIRED -> logistic(loss, b + " · (sorted Δc − sorted Δr)", "");
            case APO_ZERO -> "1 − σ(%s Δc) + σ(%s Δr)".formatted(b, b);
            case APO_DOWN -> "σ(%s Δc) + 1 − σ(%s h)".formatted(b, b);
            case DISCOPOP ->
                "m · exp(−%s h) − (1 − m) log σ(%s h), m = σ(%s h / %s)"
                        .formatted(b, b, b, Numbers.plain(loss.discopopTau()));
            case DPOP -> "−log σ(%s · (h − %s · max(0, −Δc)))".formatted(b, Numbers.plain(loss.dpopLambda()));
            case SFT -> "−c̄";
            case PREFERRED_FT -> "−c";
            case CPO -> logistic(loss, b + " · (c − r)", "") + likelihood;
            case CPO_HINGE -> "max(0, 1 − %s · (c − r))".formatted(b) + likelihood;
            case CPO_IPO -> "(c̄ − r̄ − %s)²".formatted(target) + likelihood;
            case SIMPO -> logistic(loss, b + " · (c̄ − r̄)", Numbers.plain(loss.simpoGamma()));
            case ORPO -> "−c̄ − %s · log σ(\nlog odds c̄ − log odds r̄)".formatted(b);
            case UNLIKELIHOOD -> "−c + %s · r".formatted(Numbers.plain(loss.unlikelihoodAlpha()));
            case KTO ->
                "%s · (1 − σ(%s Δ − z₀))\n%s · (1 − σ(z₀ − %s Δ))"
                        .formatted(
                                Numbers.plain(loss.desirableWeight()), b, Numbers.plain(loss.undesirableWeight()), b);
            case APO_ZERO_UNPAIRED ->
                "%s · (1 − σ(%s Δ))\n%s · σ(%s Δ)"
                        .formatted(
                                Numbers.plain(loss.desirableWeight()), b, Numbers.plain(loss.undesirableWeight()), b);
            case PLACKETT_LUCE -> "−Σₖ (%s Δₖ − log Σⱼ≥ₖ exp(%s Δⱼ))".formatted(b, b);
        };
    }

    /// `−log σ(x − γ)`, or with label smoothing the sum of both labels.
    ///
    /// @param gamma empty: none
    private static String logistic(LossConfig loss, String x, String gamma) {
        String inside = gamma.isEmpty() ? x : x + " − " + gamma;
        return loss.labelSmoothing() == 0
                ? "−log σ(%s)".formatted(inside)
                : "−%s log σ(%s) − %s log σ(−%s)"
                        .formatted(
                                Numbers.rounded(1 - loss.labelSmoothing(), 6),
                                inside,
                                Numbers.plain(loss.labelSmoothing()),
                                gamma.isEmpty() ? x : x + " + " + gamma);
    }

    /// What the formula's letters stand for.
    static String letters(LossConfig loss) {
        if (loss.mixed()) {
            return "";
        }
        return switch (loss.lossType()) {
            case SIGMOID, HINGE, EXO_PAIR, ROBUST, DISCOPOP -> Messages.text("newrun.loss.margin");
            case SIGMOID_NORM -> Messages.text("newrun.loss.margin.mean");
            case IPO -> margin(loss);
            case NCA_PAIR, BCO_PAIR, SPPO_HARD, APO_ZERO, AOT_UNPAIRED -> Messages.text("losses.letters.both");
            case APO_DOWN, DPOP -> Messages.text("losses.letters.bothAndMargin");
            case AOT -> Messages.text("losses.letters.sorted");
            case SFT, PREFERRED_FT, CPO, CPO_HINGE, CPO_IPO, SIMPO, ORPO, UNLIKELIHOOD ->
                Messages.text("losses.letters.policy");
            case KTO -> Messages.text("losses.letters.kto");
            case APO_ZERO_UNPAIRED -> Messages.text("losses.letters.single");
            case PLACKETT_LUCE -> Messages.text("losses.letters.ranking");
        };
    }

    private static String margin(LossConfig loss) {
        return switch (loss.ipoNormalisation()) {
            case SUM -> Messages.text("newrun.loss.margin");
            case MEAN -> Messages.text("newrun.loss.margin.mean");
        };
    }

    /// What the loss depends on, where that is not the margin alone and no curve over it can be drawn; else empty.
    static String dependsOn(LossConfig loss) {
        if (loss.mixed()) {
            return Messages.text("losses.depends.mixture");
        }
        return switch (loss.lossType()) {
            case SIGMOID, SIGMOID_NORM, HINGE, IPO, EXO_PAIR, ROBUST, DISCOPOP ->
                loss.fDivergenceType() == FDivergence.REVERSE_KL ? "" : Messages.text("losses.depends.divergence");
            case NCA_PAIR, BCO_PAIR, SPPO_HARD, APO_ZERO, APO_DOWN, DPOP -> Messages.text("losses.depends.both");
            case AOT, AOT_UNPAIRED -> Messages.text("losses.depends.batch");
            case SFT, PREFERRED_FT, CPO, CPO_HINGE, CPO_IPO, SIMPO, ORPO, UNLIKELIHOOD ->
                Messages.text("losses.depends.policy");
            case KTO, APO_ZERO_UNPAIRED -> Messages.text("losses.depends.single");
            case PLACKETT_LUCE -> Messages.text("losses.depends.ranking");
        };
    }
}
