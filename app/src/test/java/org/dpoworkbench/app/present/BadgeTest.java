package org.dpoworkbench.app.present;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.app.cli.TrainOptions;
import org.dpoworkbench.engine.config.FDivergence;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LoraConfig;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossOption;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.RunConfig;
import org.junit.jupiter.api.Test;

class BadgeTest {
    @Test
    void aDpoRunSaysItsBeta() {
        assertThat(badge(LossType.SIGMOID, 0.1, 0)).isEqualTo("DPO β 0.1");
    }

    @Test
    void labelSmoothingMakesItConservativeDpo() {
        assertThat(badge(LossType.SIGMOID, 0.1, 0.2)).isEqualTo("cDPO ε 0.2 β 0.1");
    }

    @Test
    void anIpoRunAlwaysSaysItsNormalisation() {
        assertThat(Badge.of(new LossConfig(LossType.IPO, 0.1, 0, IpoNormalisation.SUM)))
                .isEqualTo("IPO sum β 0.1");
        assertThat(Badge.of(new LossConfig(LossType.IPO, 0.1, 0, IpoNormalisation.MEAN)))
                .isEqualTo("IPO mean β 0.1");
    }

    @Test
    void aWholeBetaHasNoDecimals() {
        assertThat(badge(LossType.HINGE, 2, 0)).isEqualTo("hinge β 2");
    }

    @Test
    void everyLossSaysWhatItsNumbersDependOn() {
        assertThat(Badge.of(LossConfig.of(LossType.SIMPO)
                        .set(LossOption.BETA, 2.0)
                        .set(LossOption.SIMPO_GAMMA, 1.0)
                        .build()))
                .isEqualTo("SimPO γ 1 β 2");
        assertThat(Badge.of(LossConfig.of(LossType.PREFERRED_FT).build())).isEqualTo("preferred FT");
        assertThat(Badge.of(LossConfig.of(LossType.SIGMOID, LossType.BCO_PAIR, LossType.SFT)
                        .weights(List.of(0.8, 0.2, 1.0))
                        .build()))
                .isEqualTo("0.8 DPO + 0.2 BCO + SFT term β 0.1");
        assertThat(Badge.of(LossConfig.of(LossType.SIGMOID)
                        .set(LossOption.F_DIVERGENCE_TYPE, FDivergence.JS_DIVERGENCE)
                        .build()))
                .isEqualTo("DPO js_divergence β 0.1");
        assertThat(Badge.of(LossConfig.of(LossType.KTO)
                        .set(LossOption.UNDESIRABLE_WEIGHT, 1.5)
                        .build()))
                .isEqualTo("KTO 1:1.5 β 0.1");
    }

    @Test
    void anAdapterStandsBesideTheLossAndChangesNoUnit() {
        RunConfig all = TrainOptions.defaults(Path.of("m"), List.of(Path.of("d")));
        RunConfig lora = all.withLora(Optional.of(LoraConfig.fresh(16, 32, 0, Optional.empty(), false)));
        assertThat(Badge.of(lora)).isEqualTo("DPO β 0.1 LoRA r16");
        assertThat(Badge.of(all.withLora(Optional.of(LoraConfig.from(Path.of("adapter"))))))
                .isEqualTo("DPO β 0.1 LoRA");
        assertThat(Badge.lossName(lora)).isEqualTo(Badge.lossName(all));
    }

    private static String badge(LossType type, double beta, double smoothing) {
        return Badge.of(new LossConfig(type, beta, smoothing, IpoNormalisation.MEAN));
    }
}
