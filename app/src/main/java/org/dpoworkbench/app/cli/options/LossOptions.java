package org.dpoworkbench.app.cli.options;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.dpoworkbench.engine.config.FDivergence;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossConfigBuilder;
import org.dpoworkbench.engine.config.LossOption;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.problem.Problems;
import picocli.CommandLine.Option;

/// The loss. Which option belongs to which loss, [LossOption] says; one that is given beside losses that do not use it
/// is an error.
public final class LossOptions {
    /// What a run without a preference loss writes into its configuration.
    static final LossConfig UNUSED = LossConfig.of(LossType.SIGMOID).build();

    private final Map<LossOption, Object> given = new EnumMap<>(LossOption.class);

    @Option(
            names = "--loss-type",
            paramLabel = "LOSS",
            split = ",",
            defaultValue = "sigmoid",
            completionCandidates = Losses.class,
            description = "Loss, or several with commas between for their weighted sum: ${COMPLETION-CANDIDATES}"
                    + " (default: ${DEFAULT-VALUE}, which is DPO). docs/losses.md has each with its formula, data and"
                    + " options.")
    private List<LossType> lossType = List.of(LossType.SIGMOID);

    @Option(
            names = "--loss-weights",
            paramLabel = "WEIGHT",
            split = ",",
            description = "Weights of several losses, in their order (default: 1 each).")
    private List<Double> lossWeights = List.of();

    @Option(
            names = "--beta",
            paramLabel = "NUMBER",
            description = "Strength of the pull towards the reference, above 0" + " (default: 0.1).")
    void beta(Double value) {
        give(LossOption.BETA, value);
    }

    @Option(
            names = "--label-smoothing",
            paramLabel = "SHARE",
            description = "Probability that a label is flipped, in [0, 0.5); with sigmoid it makes cDPO. Used by"
                    + " sigmoid, robust, exo_pair, aot, aot_unpaired, cpo, simpo (default: 0).")
    void labelSmoothing(Double value) {
        give(LossOption.LABEL_SMOOTHING, value);
    }

    @Option(
            names = "--ipo-normalisation",
            paramLabel = "HOW",
            completionCandidates = Normalisations.class,
            description = "IPO's log-ratios, not comparable with each other: ${COMPLETION-CANDIDATES} over the"
                    + " completion's tokens; used by ipo only (default: mean, as TRL; the original code has sum).")
    void ipoNormalisation(IpoNormalisation value) {
        give(LossOption.IPO_NORMALISATION, value);
    }

    @Option(
            names = "--f-divergence-type",
            paramLabel = "WHICH",
            completionCandidates = Divergences.class,
            description = "What holds the policy near the reference: ${COMPLETION-CANDIDATES}; used by sigmoid, hinge,"
                    + " ipo, exo_pair, robust, discopop, sigmoid_norm (default: reverse_kl).")
    void fDivergenceType(FDivergence value) {
        give(LossOption.F_DIVERGENCE_TYPE, value);
    }

    @Option(
            names = "--f-alpha-divergence-coef",
            paramLabel = "NUMBER",
            description = "The alpha of alpha_divergence (default: 0.5).")
    void fAlphaDivergenceCoef(Double value) {
        give(LossOption.F_ALPHA_DIVERGENCE_COEF, value);
    }

    @Option(
            names = "--ld-alpha",
            paramLabel = "SHARE",
            description = "LD-DPO: weight, in [0, 1], of a completion's tokens beyond the length of the shorter side;"
                    + " used by losses of pairs with a reference (default: 1, all alike).")
    void ldAlpha(Double value) {
        give(LossOption.LD_ALPHA, value);
    }

    @Option(
            names = "--use-weighting",
            description = "WPO: weigh each pair by how probable its tokens are to the policy; not with aot and"
                    + " aot_unpaired, which sort (default: off).")
    void useWeighting(boolean value) {
        give(LossOption.USE_WEIGHTING, value);
    }

    @Option(
            names = "--discopop-tau",
            paramLabel = "NUMBER",
            description = "Temperature of discopop's blend, above 0 (default: 0.05).")
    void discopopTau(Double value) {
        give(LossOption.DISCOPOP_TAU, value);
    }

    @Option(
            names = "--dpop-lambda",
            paramLabel = "NUMBER",
            description = "dpop: weight of the penalty where chosen falls below the reference (default: 50).")
    void dpopLambda(Double value) {
        give(LossOption.DPOP_LAMBDA, value);
    }

    @Option(
            names = "--simpo-gamma",
            paramLabel = "NUMBER",
            description = "simpo: the margin asked for; its paper has 0.3 to 1.6 at beta 2 to 2.5 (default: 0.5).")
    void simpoGamma(Double value) {
        give(LossOption.SIMPO_GAMMA, value);
    }

    @Option(
            names = "--cpo-alpha",
            paramLabel = "NUMBER",
            description = "cpo, cpo_hinge, cpo_ipo: weight of the chosen side's likelihood; 0 leaves DPO without a"
                    + " reference (default: 1).")
    void cpoAlpha(Double value) {
        give(LossOption.CPO_ALPHA, value);
    }

    @Option(
            names = "--alpha",
            paramLabel = "NUMBER",
            description = "AlphaPO: shape of the reward in cpo, cpo_hinge, cpo_ipo, simpo (default: 0, the log-prob).")
    void alpha(Double value) {
        give(LossOption.ALPHA, value);
    }

    @Option(
            names = "--unlikelihood-alpha",
            paramLabel = "SHARE",
            description = "unlikelihood: weight of the rejected side, in [0, 1] (default: 1).")
    void unlikelihoodAlpha(Double value) {
        give(LossOption.UNLIKELIHOOD_ALPHA, value);
    }

    @Option(
            names = "--desirable-weight",
            paramLabel = "NUMBER",
            description = "kto, apo_zero_unpaired: weight of desirable completions, above 0 (default: 1).")
    void desirableWeight(Double value) {
        give(LossOption.DESIRABLE_WEIGHT, value);
    }

    @Option(
            names = "--undesirable-weight",
            paramLabel = "NUMBER",
            description = "kto, apo_zero_unpaired: weight of undesirable completions, above 0 (default: 1).")
    void undesirableWeight(Double value) {
        give(LossOption.UNDESIRABLE_WEIGHT, value);
    }

    /// What the parser found, or null where it looked in vain.
    private void give(LossOption option, Object value) {
        if (value == null) {
            given.remove(option);
        } else {
            given.put(option, value);
        }
    }

    LossConfig toConfig() {
        Problems problems = Problems.in("loss");
        LossConfigBuilder settings = LossConfig.of(lossType).weights(lossWeights);
        given.forEach((option, value) -> {
            if (option.isUsedBy(lossType)) {
                settings.set(option, value);
            } else {
                problems.check(option.isOff(value), "%s", option.refusal(lossType));
            }
        });
        problems.collect(settings::build).throwIfAny();
        return settings.build();
    }

    static final class Losses extends Names<LossType> {
        Losses() {
            super(LossType.class);
        }
    }

    static final class Normalisations extends Names<IpoNormalisation> {
        Normalisations() {
            super(IpoNormalisation.class);
        }
    }

    static final class Divergences extends Names<FDivergence> {
        Divergences() {
            super(FDivergence.class);
        }
    }
}
