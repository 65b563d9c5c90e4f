package org.dpoworkbench.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.cpu.CpuBackend;
import org.dpoworkbench.engine.config.FDivergence;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossConfigBuilder;
import org.dpoworkbench.engine.config.LossOption;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.golden.Goldens;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.text.TokenizedCompletion;
import org.dpoworkbench.engine.text.TokenizedExample;
import org.dpoworkbench.engine.text.TokenizedPair;
import org.dpoworkbench.engine.text.TokenizedSet;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Sixty steps with every family of losses against those of TRL's DPO, KTO, CPO and ORPO trainers, with float64 weights
/// (`docs/goldens/loss-trajectories.py`), at the tolerances that the goldens suggest. In micro-batches of a few
/// pairs each, so that losses that couple a batch see it in parts.
class LossTrajectoryTest {
    private static final double LOSS = 1e-5;
    private static final double NORM = 5e-5;

    @TempDir
    Path cache;

    record Case(String name, LossConfig loss, int batch, int accumulation, int microBatchTokens) {
        @Override
        public String toString() {
            return name + ", micro-batches of " + microBatchTokens;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(100, 2048)
                .flatMap(tokens -> Stream.of(
                        of(
                                tokens,
                                "gpt2_robust",
                                4,
                                1,
                                LossConfig.of(LossType.ROBUST).set(LossOption.LABEL_SMOOTHING, 0.1)),
                        of(
                                tokens,
                                "gpt2_sum",
                                4,
                                2,
                                LossConfig.of(LossType.SIGMOID, LossType.BCO_PAIR, LossType.SFT)
                                        .weights(List.of(0.8, 0.2, 1.0))),
                        of(tokens, "gpt2_aot", 4, 2, LossConfig.of(LossType.AOT)),
                        of(
                                tokens,
                                "gpt2_aot_unpaired",
                                4,
                                1,
                                LossConfig.of(LossType.AOT_UNPAIRED).set(LossOption.LABEL_SMOOTHING, 0.1)),
                        of(
                                tokens,
                                "gpt2_ld_alpha",
                                4,
                                1,
                                LossConfig.of(LossType.SIGMOID).set(LossOption.LD_ALPHA, 0.3)),
                        of(
                                tokens,
                                "gpt2_wpo",
                                4,
                                1,
                                LossConfig.of(LossType.SIGMOID).set(LossOption.USE_WEIGHTING, true)),
                        of(
                                tokens,
                                "gpt2_js",
                                4,
                                1,
                                LossConfig.of(LossType.SIGMOID)
                                        .set(LossOption.F_DIVERGENCE_TYPE, FDivergence.JS_DIVERGENCE)),
                        of(
                                tokens,
                                "gpt2_kto",
                                4,
                                1,
                                LossConfig.of(LossType.KTO).set(LossOption.UNDESIRABLE_WEIGHT, 1.5)),
                        of(tokens, "gpt2_apo_zero_unpaired", 6, 2, LossConfig.of(LossType.APO_ZERO_UNPAIRED)),
                        of(
                                tokens,
                                "gpt2_simpo",
                                4,
                                1,
                                LossConfig.of(LossType.SIMPO)
                                        .set(LossOption.BETA, 2.0)
                                        .set(LossOption.SIMPO_GAMMA, 1.0)),
                        of(tokens, "gpt2_cpo", 4, 1, LossConfig.of(LossType.CPO).set(LossOption.CPO_ALPHA, 0.5)),
                        of(tokens, "gpt2_orpo", 4, 1, LossConfig.of(LossType.ORPO))));
    }

    private static Case of(int tokens, String name, int batch, int accumulation, LossConfigBuilder loss) {
        return new Case(name, loss.build(), batch, accumulation, tokens);
    }

    /// What computes; another backend's tests say another.
    Backend open() {
        return new CpuBackend(2);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void sixtyStepsAreTheLibrarys(Case c) {
        JsonNode golden = Goldens.json("trajectories/" + c.name + "/trajectory.json");
        JsonNode expected = golden.path("float64_steps");
        ModelFolder model = TinyRun.model();
        try (Backend backend = open()) {
            Trainer trainer = new Trainer(
                    TinyRun.config(
                            c.loss,
                            TinyRun.ADAMW,
                            TinyRun.batch(c.batch, c.accumulation, 60, Sampling.SEQUENTIAL, c.microBatchTokens)),
                    backend,
                    model,
                    set(c.loss));
            trainer.prepare(model, true, cache, Progress.NONE);
            trainer.load(model);
            List<Map<String, Double>> steps = new ArrayList<>();
            while (!trainer.finished()) {
                steps.add(trainer.step().metrics());
            }
            assertThat(trainer.stepZeroAlarm()).isEmpty();
            assertSeries(c, expected, steps, "loss", LOSS);
            assertSeries(c, expected, steps, "grad_norm", NORM);
            assertSeries(c, expected, steps, "kl", 1e-4); // a difference of summed log-probs
            if (!c.loss.is(LossType.SIMPO)) { // whose CPO trainer tells a likelihood of 0
                assertSeries(c, expected, steps, "nll_loss", 1e-5);
            }
            boolean sums = c.loss.ldAlpha() == 1 && !c.loss.is(LossType.SIMPO) && !c.loss.is(LossType.ORPO);
            if (sums) { // what TRL calls by these names is weighed or averaged otherwise
                assertSeries(c, expected, steps, "logps/chosen", 1e-5);
                assertSeries(c, expected, steps, "logps/rejected", 1e-5);
            }
            if (sums && c.loss.usesReference()) {
                assertSeries(c, expected, steps, "rewards/margins", 2e-5);
                assertSeries(c, expected, steps, "rewards/chosen", 2e-5);
                assertSeries(c, expected, steps, "rewards/rejected", 2e-5);
                assertSeries(c, golden.path("steps"), steps, "rewards/accuracies", 0);
            }
            if (!c.loss.usesReference()) {
                assertThat(steps.getFirst()).doesNotContainKeys("rewards/chosen", "logratios/chosen", "margins/sum");
            }
        }
    }

    private static void assertSeries(
            Case c, JsonNode golden, List<Map<String, Double>> steps, String metric, double tolerance) {
        JsonNode series = golden.path(metric);
        if (series.isMissingNode()) {
            return;
        }
        double[] want = Goldens.doubles(series);
        assertThat(steps).hasSameSizeAs(want);
        double worst = 0;
        // WPO's weights are products of small probabilities: there the scale is the numbers' own.
        double scale = c.loss.useWeighting() && !metric.contains("/") ? 0 : 1;
        for (int s = 0; s < want.length; s++) {
            assertThat(steps.get(s)).as("step %s", s + 1).containsKey(metric);
            double difference = Math.abs(steps.get(s).get(metric) - want[s]) / Math.max(scale, Math.abs(want[s]));
            worst = Math.max(worst, difference);
        }
        assertThat(worst).as(metric).isLessThanOrEqualTo(scale == 0 ? 5 * tolerance : tolerance);
    }

    private static TokenizedSet<? extends TokenizedExample> set(LossConfig loss) {
        List<TokenizedPair> pairs = TinyRun.pairs(0, 48);
        return switch (loss.data()) {
            case PAIRS, RANKED -> TinyRun.set(pairs, List.of());
            case UNPAIRED -> {
                List<TokenizedCompletion> completions = new ArrayList<>();
                for (TokenizedPair pair : pairs) {
                    for (int side = 0; side < 2; side++) {
                        completions.add(new TokenizedCompletion(
                                pair.id() + side,
                                pair.source(),
                                pair.line(),
                                pair.prompt(),
                                pair.completion(side),
                                pair.scored(side),
                                false,
                                side == 0,
                                Optional.empty()));
                    }
                }
                yield TinyRun.set(completions, List.of());
            }
        };
    }
}
