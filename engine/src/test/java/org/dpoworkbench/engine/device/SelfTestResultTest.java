package org.dpoworkbench.engine.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SelfTestResultTest {
    private static final Map<String, Double> STEP =
            Map.of("loss", 0.7, "grad_norm", 2.0, "logps/chosen", -90.0, "logps/rejected", -80.0, "speed/step_ms", 3.0);

    private static SelfTestResult held(List<Map<String, Double>> found) {
        return SelfTestResult.of(
                new SelfTestNumbers("cuda", "a card", 1, 1, found, Optional.empty()),
                "the CPU",
                List.of(STEP, STEP),
                1e-3);
    }

    @Test
    void theLargestDifferenceOfAllStepsDecides() {
        Map<String, Double> off = Map.of("loss", 0.7, "grad_norm", 2.0, "logps/chosen", -90.9, "logps/rejected", -80.0);

        SelfTestResult result = held(List.of(STEP, off));

        assertThat(result.largestError().get("logps/chosen")).isCloseTo(0.01, within(1e-12));
        assertThat(result.largestError()).containsEntry("loss", 0.0).doesNotContainKey("speed/step_ms");
        assertThat(result.agrees()).isFalse();
        assertThat(held(List.of(STEP, STEP)).agrees()).isTrue();
    }

    /// A step leaves out what is not a number.
    @Test
    void aNumberOrAStepThatIsMissingIsNoAgreement() {
        assertThat(held(List.of(STEP)).agrees()).isFalse();
        assertThat(held(List.of(STEP, Map.of("loss", 0.7))).agrees()).isFalse();
    }
}
