package org.dpoworkbench.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Which settings make a loss.
class LossConfigTest {

    @ParameterizedTest
    @EnumSource
    void everyLossStandsWithDefaultsAndWhatItCannotDoWithout(LossType type) {
        LossConfigBuilder settings = LossConfig.of(type);
        if (type == LossType.EXO_PAIR) {
            settings.set(LossOption.LABEL_SMOOTHING, 0.001);
        }
        LossConfig config = settings.build();
        assertThat(config.is(type)).isTrue();
        assertThat(config.lossWeights()).containsExactly(1.0);
        assertThat(config.beta()).isEqualTo(0.1);
    }

    @ParameterizedTest
    @EnumSource
    void anOptionBesideALossThatDoesNotUseItNamesThoseThatDo(LossOption option) {
        if (option == LossOption.IPO_NORMALISATION) {
            return; // files of earlier versions hold one whatever the loss is
        }
        for (LossType type : LossType.values()) {
            if (type.uses(option) || type == LossType.EXO_PAIR) {
                continue;
            }
            assertThatThrownBy(
                            () -> LossConfig.of(type).set(option, other(option)).build())
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining(option.text())
                    .hasMessageContaining(
                            option == LossOption.F_ALPHA_DIVERGENCE_COEF
                                    ? "alpha_divergence"
                                    : option.users().iterator().next().text());
        }
    }

    private static Object other(LossOption option) {
        return switch (option.byDefault()) {
            case Double _ -> option == LossOption.LABEL_SMOOTHING ? 0.2 : 0.7;
            case Boolean _ -> true;
            default -> FDivergence.FORWARD_KL;
        };
    }

    /// TRL 1.16, `dpo_config.py`, `kto_config.py`, `cpo_config.py`.
    @Test
    void defaultsAreThoseOfTheLibrary() {
        LossConfig dpo = LossConfig.of(LossType.SIGMOID).build();
        assertThat(dpo.labelSmoothing()).isZero();
        assertThat(dpo.fDivergenceType()).isEqualTo(FDivergence.REVERSE_KL);
        assertThat(dpo.fAlphaDivergenceCoef()).isEqualTo(0.5);
        assertThat(dpo.useWeighting()).isFalse();
        assertThat(dpo.discopopTau()).isEqualTo(0.05);
        assertThat(dpo.simpoGamma()).isEqualTo(0.5);
        assertThat(dpo.cpoAlpha()).isEqualTo(1);
        assertThat(dpo.alpha()).isZero();
        assertThat(dpo.desirableWeight()).isEqualTo(1);
        assertThat(dpo.undesirableWeight()).isEqualTo(1);
        assertThat(dpo.ipoNormalisation()).isEqualTo(IpoNormalisation.MEAN);
    }

    @Test
    void aSumHasAWeightForEachLoss() {
        List<LossType> types = List.of(LossType.SIGMOID, LossType.BCO_PAIR, LossType.SFT);
        assertThat(LossConfig.of(types).weights(List.of(0.8, 0.2, 1.0)).build().lossWeights())
                .containsExactly(0.8, 0.2, 1.0);
        assertThat(LossConfig.of(types).build().lossWeights()).containsExactly(1.0, 1.0, 1.0);
        refused(
                "loss_weights must have a weight for each",
                () -> LossConfig.of(types).weights(List.of(0.8, 0.2)).build());
        refused(
                "loss_weights must be numbers above 0",
                () -> LossConfig.of(types).weights(List.of(0.8, 0.2, 0.0)).build());
    }

    @Test
    void whatCannotBeSummedIsRefused() {
        refused(
                "names a loss twice",
                () -> LossConfig.of(LossType.IPO, LossType.IPO).build());
        refused(
                "only losses of pairs are added up",
                () -> LossConfig.of(LossType.SIGMOID, LossType.KTO).build());
        refused(
                "only losses of pairs are added up",
                () -> LossConfig.of(LossType.KTO, LossType.APO_ZERO_UNPAIRED).build());
        refused("names no loss", () -> LossConfig.of(List.of()).build());
    }

    /// Wang et al. 2023 (arXiv 2309.16240): the partition function cancels in a difference of scores only. TRL
    /// 1.16 lets `sft` stand beside, which has no scores.
    @Test
    void aDivergenceNeedsLossesOfADifferenceOfScores() {
        LossConfig mixed = LossConfig.of(LossType.SIGMOID, LossType.SFT)
                .set(LossOption.F_DIVERGENCE_TYPE, FDivergence.JS_DIVERGENCE)
                .build();
        assertThat(mixed.fDivergenceType()).isEqualTo(FDivergence.JS_DIVERGENCE);
        refused(
                "partition function",
                () -> LossConfig.of(LossType.SIGMOID, LossType.BCO_PAIR)
                        .set(LossOption.F_DIVERGENCE_TYPE, FDivergence.JS_DIVERGENCE)
                        .build());
        refused(
                "f_alpha_divergence_coef is for",
                () -> LossConfig.of(LossType.SIGMOID)
                        .set(LossOption.F_ALPHA_DIVERGENCE_COEF, 0.9)
                        .build());
    }

    @Test
    void valuesOutsideTheirRangeAreRefusedByName() {
        refused(
                "label_smoothing must be above 0",
                () -> LossConfig.of(LossType.EXO_PAIR).build());
        refused(
                "ld_alpha",
                () -> LossConfig.of(LossType.SIGMOID)
                        .set(LossOption.LD_ALPHA, 1.5)
                        .build());
        refused(
                "discopop_tau",
                () -> LossConfig.of(LossType.DISCOPOP)
                        .set(LossOption.DISCOPOP_TAU, 0.0)
                        .build());
        refused(
                "use_weighting",
                () -> LossConfig.of(LossType.SIGMOID, LossType.AOT)
                        .set(LossOption.USE_WEIGHTING, true)
                        .build());
        refused(
                "desirable_weight",
                () -> LossConfig.of(LossType.KTO)
                        .set(LossOption.DESIRABLE_WEIGHT, -1.0)
                        .build());
        refused(
                "unlikelihood_alpha",
                () -> LossConfig.of(LossType.UNLIKELIHOOD)
                        .set(LossOption.UNLIKELIHOOD_ALPHA, 2.0)
                        .build());
    }

    private static void refused(String what, ThrowingCallable made) {
        assertThatThrownBy(made).isInstanceOf(UserError.class).hasMessageContaining(what);
    }
}
