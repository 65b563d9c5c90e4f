package org.dpoworkbench.engine.config;

import static org.dpoworkbench.engine.config.LossType.*;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The options of losses, by TRL's names where it has one, and which loss uses which: the one place that says so.
/// Configuration, command line, help and form read it here.
@SuppressWarnings("ImmutableEnumChecker") // texts, numbers, constants and functions of them
public enum LossOption implements Named {
    BETA("beta", 0.1, LossConfig::beta, EnumSet.complementOf(EnumSet.of(SFT, UNLIKELIHOOD, PREFERRED_FT))),
    LABEL_SMOOTHING(
            "label_smoothing",
            0.0,
            LossConfig::labelSmoothing,
            EnumSet.of(SIGMOID, ROBUST, EXO_PAIR, AOT, AOT_UNPAIRED, CPO, SIMPO)),
    IPO_NORMALISATION("ipo_normalisation", IpoNormalisation.MEAN, LossConfig::ipoNormalisation, EnumSet.of(IPO)),
    F_DIVERGENCE_TYPE(
            "f_divergence_type",
            FDivergence.REVERSE_KL,
            LossConfig::fDivergenceType,
            EnumSet.of(SIGMOID, SIGMOID_NORM, HINGE, IPO, EXO_PAIR, ROBUST, DISCOPOP)),
    F_ALPHA_DIVERGENCE_COEF(
            "f_alpha_divergence_coef", 0.5, LossConfig::fAlphaDivergenceCoef, F_DIVERGENCE_TYPE.users()),
    LD_ALPHA("ld_alpha", 1.0, LossConfig::ldAlpha, EnumSet.range(SIGMOID, DPOP)),
    USE_WEIGHTING(
            "use_weighting",
            false,
            LossConfig::useWeighting,
            EnumSet.of(
                    SIGMOID,
                    HINGE,
                    IPO,
                    EXO_PAIR,
                    NCA_PAIR,
                    ROBUST,
                    BCO_PAIR,
                    SPPO_HARD,
                    APO_ZERO,
                    APO_DOWN,
                    DISCOPOP,
                    SIGMOID_NORM,
                    DPOP,
                    SFT)),
    DISCOPOP_TAU("discopop_tau", 0.05, LossConfig::discopopTau, EnumSet.of(DISCOPOP)),
    DPOP_LAMBDA("dpop_lambda", 50.0, LossConfig::dpopLambda, EnumSet.of(DPOP)),
    SIMPO_GAMMA("simpo_gamma", 0.5, LossConfig::simpoGamma, EnumSet.of(SIMPO)),
    CPO_ALPHA("cpo_alpha", 1.0, LossConfig::cpoAlpha, EnumSet.of(CPO, CPO_HINGE, CPO_IPO)),
    ALPHA("alpha", 0.0, LossConfig::alpha, EnumSet.of(CPO, CPO_HINGE, CPO_IPO, SIMPO)),
    UNLIKELIHOOD_ALPHA("unlikelihood_alpha", 1.0, LossConfig::unlikelihoodAlpha, EnumSet.of(UNLIKELIHOOD)),
    DESIRABLE_WEIGHT("desirable_weight", 1.0, LossConfig::desirableWeight, EnumSet.of(KTO, APO_ZERO_UNPAIRED)),
    UNDESIRABLE_WEIGHT("undesirable_weight", 1.0, LossConfig::undesirableWeight, EnumSet.of(KTO, APO_ZERO_UNPAIRED));

    private final String text;
    private final Object byDefault;
    private final Function<LossConfig, Object> value;
    private final Set<LossType> users;

    LossOption(String text, Object byDefault, Function<LossConfig, Object> value, Set<LossType> users) {
        this.text = text;
        this.byDefault = byDefault;
        this.value = value;
        this.users = Collections.unmodifiableSet(users);
    }

    /// Its name in a configuration; with hyphens it is the command line's.
    @Override
    public String text() {
        return text;
    }

    /// What it is where nobody says otherwise, TRL's default where TRL has the option: a `Double`, a `Boolean` or a
    /// [Named] constant.
    public Object byDefault() {
        return byDefault;
    }

    /// Its value in a configuration, of the default's type.
    public Object of(LossConfig config) {
        return value.apply(config);
    }

    /// The losses that use it, in their order.
    public Set<LossType> users() {
        return users;
    }

    /// Whether any of these losses uses it.
    public boolean isUsedBy(Collection<LossType> types) {
        return types.stream().anyMatch(users::contains);
    }

    /// Whether the default means that the option is not there, so that giving it says nothing.
    public boolean isOff(Object given) {
        return switch (this) {
            case LABEL_SMOOTHING, F_DIVERGENCE_TYPE, USE_WEIGHTING, LD_ALPHA, ALPHA -> byDefault.equals(given);
            case BETA,
                    IPO_NORMALISATION,
                    F_ALPHA_DIVERGENCE_COEF,
                    DISCOPOP_TAU,
                    DPOP_LAMBDA,
                    SIMPO_GAMMA,
                    CPO_ALPHA,
                    UNLIKELIHOOD_ALPHA,
                    DESIRABLE_WEIGHT,
                    UNDESIRABLE_WEIGHT -> false;
        };
    }

    /// The options that any of these losses uses, in their order.
    public static List<LossOption> of(Collection<LossType> types) {
        return Arrays.stream(values()).filter(option -> option.isUsedBy(types)).toList();
    }

    /// Why the option has no place beside these losses: `label_smoothing is not used by loss_type hinge; sigmoid,
    /// robust have it`.
    public String refusal(Collection<LossType> types) {
        return "%s is not used by loss_type %s; %s"
                .formatted(
                        text,
                        names(types),
                        users.size() == 1 ? "only " + names(users) + " has it" : names(users) + " have it");
    }

    static String names(Collection<LossType> types) {
        return types.stream().map(LossType::text).collect(Collectors.joining(", "));
    }
}
