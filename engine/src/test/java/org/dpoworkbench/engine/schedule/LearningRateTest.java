package org.dpoworkbench.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.stream.IntStream;
import org.dpoworkbench.engine.config.LrScheduler;
import org.dpoworkbench.engine.config.Optim;
import org.dpoworkbench.engine.config.OptimizerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LearningRateTest {

    /// 60 steps each: linear and constant from TRL, the authors' warm-up from torch's LambdaLR.
    @ParameterizedTest
    @CsvSource({
        "gpt2_sigmoid_accum2_linear, LINEAR, 0.001, 10",
        "gpt2_sigmoid, CONSTANT, 0.001, 0",
        "gpt2_rmsprop_sigmoid, ORIGINAL, 0.0005, 10"
    })
    void theRatesAreThoseThatTheLibrariesLogged(String run, LrScheduler scheduler, double peak, int warmup)
            throws IOException {
        double[] expected = golden(run);
        LearningRate rate = LearningRate.of(config(scheduler, peak, warmup), expected.length);
        for (int step = 0; step < expected.length; step++) {
            assertThat(rate.at(step)).as("step %d", step).isCloseTo(expected[step], within(1e-15 * expected[step]));
        }
    }

    @Test
    void cosineFallsAlongHalfAPeriodToZero() {
        LearningRate rate = LearningRate.of(config(LrScheduler.COSINE, 1, 0), 6);
        // (1 + cos(k π / 6)) / 2
        double[] expected = {1, (2 + Math.sqrt(3)) / 4, 0.75, 0.5, 0.25, (2 - Math.sqrt(3)) / 4, 0};
        for (int step = 0; step < expected.length; step++) {
            assertThat(rate.at(step)).isCloseTo(expected[step], within(1e-15));
        }
    }

    @Test
    void theWarmupClimbsFromZeroToThePeak() {
        for (LrScheduler scheduler :
                new LrScheduler[] {LrScheduler.LINEAR, LrScheduler.COSINE, LrScheduler.CONSTANT_WITH_WARMUP}) {
            LearningRate rate = LearningRate.of(config(scheduler, 1, 4), 20);
            assertThat(IntStream.range(0, 5).mapToDouble(rate::at).toArray())
                    .as(scheduler.text())
                    .containsExactly(0, 0.25, 0.5, 0.75, 1);
        }
    }

    @Test
    void constantWithWarmupStaysAtThePeakAndLinearEndsOneStepAboveZero() {
        assertThat(LearningRate.of(config(LrScheduler.CONSTANT_WITH_WARMUP, 1, 4), 20)
                        .at(19))
                .isEqualTo(1);
        LearningRate linear = LearningRate.of(config(LrScheduler.LINEAR, 1, 4), 20);
        assertThat(linear.at(19)).isEqualTo(1 / 16.0);
        assertThat(linear.at(20)).isZero();
        assertThat(linear.at(25)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0.1, 60, 6", "0.1, 61, 7", "0.001, 60, 1", "0, 60, 0", "1, 60, 1", "150, 60, 150", "0.999, 10, 10"})
    void warmupStepsBelowOneAreAShareRoundedUp(double warmup, int total, int steps) {
        assertThat(LearningRate.of(config(LrScheduler.LINEAR, 1e-6, warmup), total)
                        .warmupSteps())
                .isEqualTo(steps);
    }

    @Test
    void aWarmupLongerThanTheRunOnlyClimbs() {
        LearningRate rate = LearningRate.of(config(LrScheduler.COSINE, 1, 100), 10);
        assertThat(rate.at(9)).isEqualTo(0.09);
    }

    private static OptimizerConfig config(LrScheduler scheduler, double peak, double warmup) {
        return new OptimizerConfig(Optim.ADAMW, peak, scheduler, warmup, 0, 1, 0.9, 0.999, 1e-8);
    }

    private static double[] golden(String run) throws IOException {
        try (InputStream in = LearningRateTest.class.getResourceAsStream("/goldens/learning-rates.json")) {
            return JsonMapper.shared()
                    .readTree(in)
                    .get(run)
                    .valueStream()
                    .mapToDouble(JsonNode::doubleValue)
                    .toArray();
        }
    }
}
