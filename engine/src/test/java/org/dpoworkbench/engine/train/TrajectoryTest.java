package org.dpoworkbench.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.cpu.CpuBackend;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LoraConfig;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.LrScheduler;
import org.dpoworkbench.engine.config.Optim;
import org.dpoworkbench.engine.config.OptimizerConfig;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.golden.Goldens;
import org.dpoworkbench.engine.model.ParameterTensor;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.dpoworkbench.engine.weights.SafetensorsFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Sixty optimiser steps held against TRL's and the DPO authors' loops, in float64, step by step, with the
/// tolerances that the goldens suggest for another float32 implementation.
class TrajectoryTest {
    @TempDir
    Path cache;

    record Case(
            String name,
            LossConfig loss,
            OptimizerConfig optimizer,
            int accumulation,
            double lossTolerance,
            double normTolerance) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        LossConfig dpo = new LossConfig(LossType.SIGMOID, 0.1, 0, IpoNormalisation.MEAN);
        return Stream.of(
                new Case("gpt2_sigmoid", dpo, adamw(LrScheduler.CONSTANT, 0), 1, 1e-5, 5e-5),
                new Case(
                        "gpt2_ipo_per_token",
                        new LossConfig(LossType.IPO, 0.1, 0, IpoNormalisation.MEAN),
                        adamw(LrScheduler.CONSTANT, 0),
                        1,
                        1e-4,
                        5e-5),
                new Case(
                        "gpt2_ipo_summed",
                        new LossConfig(LossType.IPO, 0.1, 0, IpoNormalisation.SUM),
                        adamw(LrScheduler.CONSTANT, 0),
                        1,
                        4e-4,
                        3e-4),
                new Case("gpt2_sigmoid_accum2_linear", dpo, adamw(LrScheduler.LINEAR, 10), 2, 1e-5, 5e-5),
                new Case(
                        "gpt2_rmsprop_sigmoid",
                        dpo,
                        new OptimizerConfig(Optim.RMSPROP, 5e-4, LrScheduler.ORIGINAL, 10, 0, 10, 0.9, 0.999, 1e-8),
                        1,
                        1e-5,
                        5e-5),
                new Case("gpt2_lora", dpo, adamw(LrScheduler.CONSTANT, 0), 1, 1e-5, 5e-5));
    }

    private static OptimizerConfig adamw(LrScheduler scheduler, int warmup) {
        return new OptimizerConfig(Optim.ADAMW, 1e-3, scheduler, warmup, 0, 1, 0.9, 0.999, 1e-8);
    }

    /// What computes; another backend's tests say another.
    Backend open() {
        return new CpuBackend(2);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void sixtyStepsAreThePeers(Case c) {
        JsonNode golden = Goldens.json("trajectories/" + c.name + "/trajectory.json");
        JsonNode expected = golden.path("float64_steps");
        ModelFolder model = TinyRun.model();
        try (Backend backend = open()) {
            Trainer trainer = new Trainer(config(c), backend, model, TinyRun.set(TinyRun.pairs(0, 48), List.of()));
            trainer.prepare(model, true, cache, Progress.NONE);
            trainer.load(model);
            List<Map<String, Double>> steps = new ArrayList<>();
            while (!trainer.finished()) {
                steps.add(trainer.step().metrics());
            }
            assertThat(trainer.stepZeroAlarm()).isEmpty();
            assertSeries(expected, steps, "loss", c.lossTolerance);
            assertSeries(expected, steps, "grad_norm", c.normTolerance);
            assertSeries(expected, steps, "rewards/margins", 2e-5);
            assertSeries(expected, steps, "rewards/chosen", 2e-5);
            assertSeries(expected, steps, "logps/chosen", 1e-5);
            assertSeries(golden.path("steps"), steps, "rewards/accuracies", 0);
            assertSeries(golden.path("steps"), steps, "learning_rate", 1e-15);
            assertWeights(c.name, backend, trainer);
        }
    }

    private static void assertSeries(
            JsonNode golden, List<Map<String, Double>> steps, String metric, double tolerance) {
        JsonNode series = golden.path(metric);
        if (series.isMissingNode()) {
            return;
        }
        double[] want = Goldens.doubles(series);
        assertThat(steps).hasSameSizeAs(want);
        double worst = 0;
        for (int s = 0; s < want.length; s++) {
            double difference = Math.abs(steps.get(s).get(metric) - want[s]) / Math.max(1, Math.abs(want[s]));
            worst = Math.max(worst, difference);
        }
        assertThat(worst).as(metric).isLessThanOrEqualTo(tolerance);
    }

    /// A constant added to all keys changes nothing, so keys' biases wander on rounding and are left out.
    private static void assertWeights(String name, Backend backend, Trainer trainer) {
        double squaredDifference = 0;
        double squared = 0;
        double largest = 0;
        MemorySegment weights = backend.read(trainer.decoder().trained().weights());
        boolean adapter = trainer.decoder().adapters().isPresent();
        String file = adapter ? "/adapter_final/adapter_model.safetensors" : "/final.safetensors";
        try (SafetensorsFile last = SafetensorsFile.open(Goldens.path("trajectories/" + name + file))) {
            assertThat(trainer.decoder().trained().tensors()).hasSameSizeAs(last.tensors());
            for (ParameterTensor t : trainer.decoder().trained().tensors()) {
                float[] want = last.readFloats(last.find(t.name()).orElseThrow());
                boolean keyBias = t.name().endsWith("c_attn.bias");
                for (int i = 0; i < want.length; i++) {
                    if (keyBias && i >= want.length / 3 && i < 2 * want.length / 3) {
                        continue;
                    }
                    double d = weights.getAtIndex(ValueLayout.JAVA_FLOAT, t.offset() + i) - want[i];
                    largest = Math.max(largest, Math.abs(d));
                    squaredDifference += d * d;
                    squared += (double) want[i] * want[i];
                }
            }
        }
        assertThat(largest).as("final weights").isLessThan(1e-4);
        assertThat(Math.sqrt(squaredDifference / squared)).as("final weights").isLessThan(2e-6);
    }

    private static RunConfig config(Case c) {
        return TinyRun.config(c.loss, c.optimizer, TinyRun.batch(4, c.accumulation, 60, Sampling.SEQUENTIAL))
                .withLora(
                        c.name.endsWith("lora")
                                ? Optional.of(
                                        LoraConfig.from(Goldens.path("trajectories/" + c.name + "/adapter_initial")))
                                : Optional.empty());
    }
}
