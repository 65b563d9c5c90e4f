package org.dpoworkbench.app.window.model.newrun;

import java.util.List;
import org.dpoworkbench.engine.config.LossOption;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.ui.Messages;

/// What is said of losses and of their settings: a line of explanation, where they come from, the settings' symbols and
/// ranges.
public final class LossTexts {
    private LossTexts() {}

    /// One line that explains the method; of a sum, what its terms are.
    public static String what(Method method) {
        if (method.isMixture()) {
            return Messages.text("losses.depends.mixture");
        }
        return method.smoothed()
                ? Messages.text("losses.cdpo")
                : what(method.losses().getFirst());
    }

    /// What it learns from, where that is no pair; else empty.
    public static String data(Method method) {
        return switch (method.data()) {
            case PAIRS -> "";
            case UNPAIRED -> Messages.text("losses.data.unpaired");
            case RANKED -> Messages.text("losses.data.ranked");
        };
    }

    /// Who proposed it, with the paper's number; of a sum, of each term.
    public static String paper(Method method) {
        if (method.smoothed()) {
            return Messages.text("losses.cdpo.paper");
        }
        List<String> papers = method.losses().stream()
                .filter(loss -> !method.isMixture() || loss != LossType.SFT) // which nobody proposed
                .map(LossTexts::paper)
                .distinct()
                .toList();
        return String.join("; ", papers);
    }

    private static String what(LossType loss) {
        return switch (loss) {
            case SIGMOID -> Messages.text("losses.dpo");
            case HINGE -> Messages.text("losses.hinge");
            case IPO -> Messages.text("losses.ipo");
            case EXO_PAIR -> Messages.text("losses.exo");
            case NCA_PAIR -> Messages.text("losses.nca");
            case ROBUST -> Messages.text("losses.robust");
            case BCO_PAIR -> Messages.text("losses.bco");
            case SPPO_HARD -> Messages.text("losses.sppo");
            case AOT -> Messages.text("losses.aot");
            case AOT_UNPAIRED -> Messages.text("losses.aotUnpaired");
            case APO_ZERO -> Messages.text("losses.apoZero");
            case APO_DOWN -> Messages.text("losses.apoDown");
            case DISCOPOP -> Messages.text("losses.discopop");
            case SIGMOID_NORM -> Messages.text("losses.sigmoidNorm");
            case DPOP -> Messages.text("losses.dpop");
            case SFT -> Messages.text("losses.sft");
            case CPO -> Messages.text("losses.cpo");
            case CPO_HINGE -> Messages.text("losses.cpoHinge");
            case CPO_IPO -> Messages.text("losses.cpoIpo");
            case SIMPO -> Messages.text("losses.simpo");
            case ORPO -> Messages.text("losses.orpo");
            case UNLIKELIHOOD -> Messages.text("losses.unlikelihood");
            case PREFERRED_FT -> Messages.text("losses.preferredFt");
            case KTO -> Messages.text("losses.kto");
            case APO_ZERO_UNPAIRED -> Messages.text("losses.apoZeroUnpaired");
            case PLACKETT_LUCE -> Messages.text("losses.plackettLuce");
        };
    }

    private static String paper(LossType loss) {
        return switch (loss) {
            case SIGMOID -> Messages.text("losses.dpo.paper");
            case HINGE -> Messages.text("losses.hinge.paper");
            case IPO -> Messages.text("losses.ipo.paper");
            case EXO_PAIR -> Messages.text("losses.exo.paper");
            case NCA_PAIR -> Messages.text("losses.nca.paper");
            case ROBUST -> Messages.text("losses.robust.paper");
            case BCO_PAIR -> Messages.text("losses.bco.paper");
            case SPPO_HARD -> Messages.text("losses.sppo.paper");
            case AOT, AOT_UNPAIRED -> Messages.text("losses.aot.paper");
            case APO_ZERO, APO_DOWN, APO_ZERO_UNPAIRED -> Messages.text("losses.apoZero.paper");
            case DISCOPOP -> Messages.text("losses.discopop.paper");
            case SIGMOID_NORM -> Messages.text("losses.sigmoidNorm.paper");
            case DPOP -> Messages.text("losses.dpop.paper");
            case SFT -> Messages.text("losses.sft.paper");
            case CPO, CPO_HINGE, CPO_IPO -> Messages.text("losses.cpo.paper");
            case SIMPO -> Messages.text("losses.simpo.paper");
            case ORPO -> Messages.text("losses.orpo.paper");
            case UNLIKELIHOOD -> Messages.text("losses.unlikelihood.paper");
            case PREFERRED_FT -> Messages.text("losses.preferredFt.paper");
            case KTO -> Messages.text("losses.kto.paper");
            case PLACKETT_LUCE -> Messages.text("losses.plackettLuce.paper");
        };
    }

    /// What a setting may be and does, in a few words beside its field; empty where its choices say it.
    public static String range(LossOption option) {
        return switch (option) {
            case BETA, IPO_NORMALISATION -> "";
            case LABEL_SMOOTHING -> Messages.text("losses.range.smoothing");
            case F_DIVERGENCE_TYPE -> Messages.text("losses.range.divergence");
            case F_ALPHA_DIVERGENCE_COEF -> Messages.text("losses.range.divergenceAlpha");
            case LD_ALPHA -> Messages.text("losses.range.ldAlpha");
            case USE_WEIGHTING -> Messages.text("losses.range.weighting");
            case DISCOPOP_TAU -> Messages.text("losses.range.tau");
            case DPOP_LAMBDA -> Messages.text("losses.range.lambda");
            case SIMPO_GAMMA -> Messages.text("losses.range.gamma");
            case CPO_ALPHA -> Messages.text("losses.range.cpoAlpha");
            case ALPHA -> Messages.text("losses.range.alpha");
            case UNLIKELIHOOD_ALPHA -> Messages.text("losses.range.unlikelihood");
            case DESIRABLE_WEIGHT -> Messages.text("losses.range.desirable");
            case UNDESIRABLE_WEIGHT -> Messages.text("losses.range.undesirable");
        };
    }
}
