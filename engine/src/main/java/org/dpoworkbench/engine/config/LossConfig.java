package org.dpoworkbench.engine.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.dpoworkbench.engine.problem.Problems;

/// The loss: one, or a weighted sum of several that learn from the same kind of data. [LossOption] says which option
/// belongs to which loss; what no loss of the sum uses is at its default.
///
/// @param lossTypes        TRL's `loss_type`, each once
/// @param lossWeights      a weight for each, above 0; 1 where none is given
/// @param beta             strength of the pull towards the reference, in (0, inf); 0.1 in the DPO paper
/// @param labelSmoothing   probability that a label is flipped, in [0, 0.5); with `sigmoid` it makes cDPO
/// @param ipoNormalisation what IPO's log-ratios are
/// @param fDivergenceType  what holds the policy near the reference
/// @param fAlphaDivergenceCoef α of `alpha_divergence`
/// @param ldAlpha          weight of the tokens beyond the shorter side's length, in [0, 1]: LD-DPO (Liu et al. 2024,
///                         arXiv 2409.06411)
/// @param useWeighting     whether pairs are weighed by the policy's probabilities of their tokens: WPO (Zhou et al.
///                         2024, arXiv 2406.11827)
/// @param discopopTau      τ of DiscoPOP, > 0
/// @param dpopLambda       λ of DPOP, >= 0
/// @param simpoGamma       γ of SimPO, the margin asked for, >= 0
/// @param cpoAlpha         weight of CPO's likelihood term, >= 0; 0 leaves DPO without a reference
/// @param alpha            AlphaPO's shape of the reward (Gupta et al. 2025, arXiv 2501.03884); 0: the log-prob
/// @param unlikelihoodAlpha weight of the rejected side in `unlikelihood`, in [0, 1]
/// @param desirableWeight  weight of KTO's desirable completions, > 0
/// @param undesirableWeight weight of KTO's undesirable completions, > 0
public record LossConfig(
        @JsonProperty("loss_type")
        @JsonFormat(
                with = {
                    JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY,
                    JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED
                })
        List<LossType> lossTypes,

        @JsonFormat(
                with = {
                    JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY,
                    JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED
                })
        List<Double> lossWeights,

        double beta,
        double labelSmoothing,
        IpoNormalisation ipoNormalisation,
        @JsonProperty("f_divergence_type") FDivergence fDivergenceType,
        @JsonProperty("f_alpha_divergence_coef") double fAlphaDivergenceCoef,
        double ldAlpha,
        boolean useWeighting,
        double discopopTau,
        double dpopLambda,
        double simpoGamma,
        double cpoAlpha,
        double alpha,
        double unlikelihoodAlpha,
        double desirableWeight,
        double undesirableWeight) {

    @JsonCreator
    public LossConfig {
        lossTypes = List.copyOf(lossTypes);
        lossWeights = lossWeights.isEmpty() ? Collections.nCopies(lossTypes.size(), 1.0) : List.copyOf(lossWeights);
        // Files of earlier versions hold one whatever the loss is.
        ipoNormalisation = lossTypes.contains(LossType.IPO) ? ipoNormalisation : IpoNormalisation.MEAN;
        Set<LossType> types = lossTypes.isEmpty() ? Set.of() : EnumSet.copyOf(lossTypes);
        Problems problems = Problems.in("loss")
                .check(!lossTypes.isEmpty(), "loss_type names no loss")
                .check(types.size() == lossTypes.size(), "loss_type names a loss twice; one weight does the same")
                .check(
                        lossWeights.size() == lossTypes.size(),
                        "loss_weights must have a weight for each loss, has %s for %s",
                        lossWeights.size(),
                        lossTypes.size())
                .check(
                        lossWeights.stream().allMatch(w -> w > 0 && Double.isFinite(w)),
                        "loss_weights must be numbers above 0, are %s",
                        lossWeights)
                .check(
                        types.size() <= 1 || types.stream().allMatch(t -> t.data() == ExampleKind.PAIRS),
                        "loss_type %s is no sum: only losses of pairs are added up",
                        LossOption.names(lossTypes))
                .check(
                        beta > 0 && Double.isFinite(beta),
                        "beta must be a number above 0, is %s. At 0 nothing would be learned; 0.1 is usual.",
                        beta)
                .check(
                        labelSmoothing >= 0 && labelSmoothing < 0.5,
                        "label_smoothing must be in [0, 0.5), is %s",
                        labelSmoothing)
                .check(
                        labelSmoothing > 0 || !types.contains(LossType.EXO_PAIR),
                        "label_smoothing must be above 0 with loss_type exo_pair, whose loss is infinite at 0;"
                                + " its paper has 0.001")
                .check(Double.isFinite(fAlphaDivergenceCoef), "f_alpha_divergence_coef must be a number")
                .check(
                        fAlphaDivergenceCoef == (double) LossOption.F_ALPHA_DIVERGENCE_COEF.byDefault()
                                || fDivergenceType == FDivergence.ALPHA_DIVERGENCE,
                        "f_alpha_divergence_coef is for f_divergence_type alpha_divergence only, not for %s",
                        fDivergenceType.text())
                .check(
                        fDivergenceType == FDivergence.REVERSE_KL
                                || types.stream().allMatch(LossConfig::bearsDivergence),
                        "f_divergence_type %s needs a loss of the difference of two scores, where the unknown partition"
                                + " function cancels: %s. loss_type %s is another",
                        fDivergenceType.text(),
                        LossOption.names(LossOption.F_DIVERGENCE_TYPE.users()),
                        LossOption.names(lossTypes))
                .check(ldAlpha >= 0 && ldAlpha <= 1, "ld_alpha must be in [0, 1], is %s", ldAlpha)
                .check(
                        !useWeighting || types.stream().allMatch(LossOption.USE_WEIGHTING.users()::contains),
                        "use_weighting weighs pairs, and not every loss of %s is a sum over pairs; %s have it",
                        LossOption.names(lossTypes),
                        LossOption.names(LossOption.USE_WEIGHTING.users()))
                .check(
                        discopopTau > 0 && Double.isFinite(discopopTau),
                        "discopop_tau must be a number above 0, is %s",
                        discopopTau)
                .check(
                        dpopLambda >= 0 && Double.isFinite(dpopLambda),
                        "dpop_lambda must be a number >= 0, is %s",
                        dpopLambda)
                .check(
                        simpoGamma >= 0 && Double.isFinite(simpoGamma),
                        "simpo_gamma must be a number >= 0, is %s",
                        simpoGamma)
                .check(cpoAlpha >= 0 && Double.isFinite(cpoAlpha), "cpo_alpha must be a number >= 0, is %s", cpoAlpha)
                .check(Double.isFinite(alpha), "alpha must be a number, is %s", alpha)
                .check(
                        unlikelihoodAlpha >= 0 && unlikelihoodAlpha <= 1,
                        "unlikelihood_alpha must be in [0, 1], is %s",
                        unlikelihoodAlpha)
                .check(
                        desirableWeight > 0 && Double.isFinite(desirableWeight),
                        "desirable_weight must be a number above 0, is %s",
                        desirableWeight)
                .check(
                        undesirableWeight > 0 && Double.isFinite(undesirableWeight),
                        "undesirable_weight must be a number above 0, is %s",
                        undesirableWeight);
        requireUsed(problems, lossTypes, LossOption.BETA, beta);
        requireUsed(problems, lossTypes, LossOption.LABEL_SMOOTHING, labelSmoothing);
        requireUsed(problems, lossTypes, LossOption.F_DIVERGENCE_TYPE, fDivergenceType);
        requireUsed(problems, lossTypes, LossOption.LD_ALPHA, ldAlpha);
        requireUsed(problems, lossTypes, LossOption.USE_WEIGHTING, useWeighting);
        requireUsed(problems, lossTypes, LossOption.DISCOPOP_TAU, discopopTau);
        requireUsed(problems, lossTypes, LossOption.DPOP_LAMBDA, dpopLambda);
        requireUsed(problems, lossTypes, LossOption.SIMPO_GAMMA, simpoGamma);
        requireUsed(problems, lossTypes, LossOption.CPO_ALPHA, cpoAlpha);
        requireUsed(problems, lossTypes, LossOption.ALPHA, alpha);
        requireUsed(problems, lossTypes, LossOption.UNLIKELIHOOD_ALPHA, unlikelihoodAlpha);
        requireUsed(problems, lossTypes, LossOption.DESIRABLE_WEIGHT, desirableWeight);
        requireUsed(problems, lossTypes, LossOption.UNDESIRABLE_WEIGHT, undesirableWeight);
        problems.throwIfAny();
    }

    /// One loss with these settings and every other at its default.
    ///
    /// @param ipoNormalisation used by `ipo` only
    public LossConfig(LossType lossType, double beta, double labelSmoothing, IpoNormalisation ipoNormalisation) {
        this(of(lossType)
                .set(LossOption.BETA, beta)
                .set(LossOption.LABEL_SMOOTHING, labelSmoothing)
                .set(LossOption.IPO_NORMALISATION, ipoNormalisation));
    }

    LossConfig(LossConfigBuilder settings) {
        this(
                settings.types(),
                settings.weights(),
                settings.number(LossOption.BETA),
                settings.number(LossOption.LABEL_SMOOTHING),
                (IpoNormalisation) settings.get(LossOption.IPO_NORMALISATION),
                (FDivergence) settings.get(LossOption.F_DIVERGENCE_TYPE),
                settings.number(LossOption.F_ALPHA_DIVERGENCE_COEF),
                settings.number(LossOption.LD_ALPHA),
                (boolean) settings.get(LossOption.USE_WEIGHTING),
                settings.number(LossOption.DISCOPOP_TAU),
                settings.number(LossOption.DPOP_LAMBDA),
                settings.number(LossOption.SIMPO_GAMMA),
                settings.number(LossOption.CPO_ALPHA),
                settings.number(LossOption.ALPHA),
                settings.number(LossOption.UNLIKELIHOOD_ALPHA),
                settings.number(LossOption.DESIRABLE_WEIGHT),
                settings.number(LossOption.UNDESIRABLE_WEIGHT));
    }

    /// Settings of a loss, or of a sum of several, to be changed and built.
    public static LossConfigBuilder of(LossType... types) {
        return new LossConfigBuilder(List.of(types));
    }

    /// As [#of(LossType...)].
    public static LossConfigBuilder of(List<LossType> types) {
        return new LossConfigBuilder(types);
    }

    /// The loss, of several the first, which is the preference loss by custom.
    public LossType lossType() {
        return lossTypes.getFirst();
    }

    /// Whether it is a sum of several.
    public boolean mixed() {
        return lossTypes.size() > 1;
    }

    /// Whether it is this loss alone.
    public boolean is(LossType type) {
        return !mixed() && lossType() == type;
    }

    /// Whether this is the loss or one of the sum.
    public boolean has(LossType type) {
        return lossTypes.contains(type);
    }

    /// Whether the loss, or one of the sum, uses an option.
    public boolean uses(LossOption option) {
        return option.isUsedBy(lossTypes);
    }

    /// What it learns from.
    public ExampleKind data() {
        return lossType().data();
    }

    /// Whether it compares with a reference model.
    public boolean usesReference() {
        return lossTypes.stream().anyMatch(LossType::usesReference);
    }

    private static boolean bearsDivergence(LossType type) {
        return type == LossType.SFT || type.uses(LossOption.F_DIVERGENCE_TYPE);
    }

    private static void requireUsed(Problems problems, List<LossType> types, LossOption option, Object value) {
        problems.check(option.byDefault().equals(value) || option.isUsedBy(types), "%s", option.refusal(types));
    }
}
