package org.dpoworkbench.app.present;

import java.util.StringJoiner;
import org.dpoworkbench.engine.config.FDivergence;
import org.dpoworkbench.engine.config.LoraConfig;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossOption;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.RunConfig;

/// The short name of what a run minimises, with everything that its numbers depend on: IPO never goes without its
/// normalisation.
public final class Badge {
    private Badge() {}

    /// Such as `DPO β 0.1`, `cDPO ε 0.1 β 0.1`, `IPO sum β 0.1`, `hinge β 0.05`, `SFT`; with an adapter in place of all
    /// weights `DPO β 0.1 LoRA r16`.
    public static String of(RunConfig config) {
        String loss = switch (config.objective()) {
            case SFT -> lossName(config);
            case DPO -> of(config.loss());
        };
        return config.lora().map(lora -> loss + " " + of(lora)).orElse(loss);
    }

    /// The rank is not known here where an adapter is trained on: its folder says it.
    private static String of(LoraConfig lora) {
        return lora.loraR().isPresent() ? "LoRA r" + lora.loraR().getAsInt() : "LoRA";
    }

    public static String of(LossConfig loss) {
        return loss.uses(LossOption.BETA) ? lossName(loss) + " β " + Numbers.plain(loss.beta()) : lossName(loss);
    }

    /// The badge without β.
    public static String lossName(RunConfig config) {
        return switch (config.objective()) {
            case SFT -> "SFT";
            case DPO -> lossName(config.loss());
        };
    }

    private static String lossName(LossConfig loss) {
        StringJoiner name = new StringJoiner(" + ");
        for (int i = 0; i < loss.lossTypes().size(); i++) {
            double weight = loss.lossWeights().get(i);
            name.add((weight == 1 ? "" : Numbers.plain(weight) + " ")
                    + name(loss.lossTypes().get(i), loss));
        }
        String divergence = loss.fDivergenceType() == FDivergence.REVERSE_KL
                ? ""
                : " " + loss.fDivergenceType().text()
                        + (loss.fDivergenceType() == FDivergence.ALPHA_DIVERGENCE
                                ? " " + Numbers.plain(loss.fAlphaDivergenceCoef())
                                : "");
        return name
                + divergence
                + (loss.ldAlpha() == 1 ? "" : " LD α " + Numbers.plain(loss.ldAlpha()))
                + (loss.useWeighting() ? " WPO" : "");
    }

    private static String name(LossType type, LossConfig loss) {
        if (type == LossType.SIGMOID && loss.labelSmoothing() > 0) {
            return "cDPO" + smoothing(loss);
        }
        return type.title()
                + switch (type) {
                    case IPO -> " " + loss.ipoNormalisation().text();
                    case ROBUST, EXO_PAIR, AOT, AOT_UNPAIRED -> smoothing(loss);
                    case DISCOPOP -> " τ " + Numbers.plain(loss.discopopTau());
                    case DPOP -> " λ " + Numbers.plain(loss.dpopLambda());
                    case SIMPO -> " γ " + Numbers.plain(loss.simpoGamma()) + smoothing(loss) + shape(loss);
                    case CPO -> " α " + Numbers.plain(loss.cpoAlpha()) + smoothing(loss) + shape(loss);
                    case CPO_HINGE, CPO_IPO -> " α " + Numbers.plain(loss.cpoAlpha()) + shape(loss);
                    case UNLIKELIHOOD -> " α " + Numbers.plain(loss.unlikelihoodAlpha());
                    case KTO, APO_ZERO_UNPAIRED -> verdictWeights(loss);
                    case SIGMOID,
                            HINGE,
                            NCA_PAIR,
                            BCO_PAIR,
                            SPPO_HARD,
                            APO_ZERO,
                            APO_DOWN,
                            SIGMOID_NORM,
                            SFT,
                            ORPO,
                            PREFERRED_FT,
                            PLACKETT_LUCE -> "";
                };
    }

    private static String smoothing(LossConfig loss) {
        return loss.labelSmoothing() > 0 ? " ε " + Numbers.plain(loss.labelSmoothing()) : "";
    }

    private static String shape(LossConfig loss) {
        return loss.alpha() == 0 ? "" : " AlphaPO α " + Numbers.plain(loss.alpha());
    }

    private static String verdictWeights(LossConfig loss) {
        return loss.desirableWeight() == 1 && loss.undesirableWeight() == 1
                ? ""
                : " %s:%s".formatted(Numbers.plain(loss.desirableWeight()), Numbers.plain(loss.undesirableWeight()));
    }
}
