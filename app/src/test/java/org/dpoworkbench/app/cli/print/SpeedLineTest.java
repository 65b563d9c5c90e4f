package org.dpoworkbench.app.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import org.dpoworkbench.engine.generate.SamplingSpeed;
import org.junit.jupiter.api.Test;

class SpeedLineTest {
    @Test
    void promptAndNewTokensAreToldApart() {
        assertThat(SpeedLine.of(new SamplingSpeed(640, 0.5, 126, 3)))
                .isEqualTo("640 prompt tokens in 0.50 s, 1280.0 tokens/s; 126 new tokens in 3.00 s, 42.0 tokens/s");
    }

    /// Of one token an answer, which its prompt gives.
    @Test
    void noSpeedIsMadeOfNothing() {
        assertThat(SpeedLine.of(new SamplingSpeed(1, 0.25, 0, 0)))
                .isEqualTo("1 prompt token in 0.25 s, 4.0 tokens/s; 0 new tokens");
    }
}
