package org.dpoworkbench.app.present;

import static org.assertj.core.api.Assertions.assertThat;

import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
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

    private static String badge(LossType type, double beta, double smoothing) {
        return Badge.of(new LossConfig(type, beta, smoothing, IpoNormalisation.MEAN));
    }
}
