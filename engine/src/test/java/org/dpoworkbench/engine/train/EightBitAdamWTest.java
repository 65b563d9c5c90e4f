package org.dpoworkbench.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.CountingBackend;
import org.dpoworkbench.engine.compute.cpu.CpuBackend;
import org.dpoworkbench.engine.config.LrScheduler;
import org.dpoworkbench.engine.config.Optim;
import org.dpoworkbench.engine.config.OptimizerConfig;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.golden.Goldens;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.weights.DType;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.dpoworkbench.engine.weights.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// All weights of a small Llama trained with moments of 8 bits, against `bitsandbytes` and TRL;
/// `docs/goldens/adamw_8bit.py` makes the numbers.
class EightBitAdamWTest {
    private static final int STEPS = 40;
    private static final double MARGIN = 4e-5;
    private static final JsonNode GOLDEN = Goldens.json("adamw_8bit/trajectory.json");

    @TempDir
    Path cache;

    /// What computes; another backend's tests say another.
    Backend open() {
        return new CpuBackend(2);
    }

    private static ModelFolder model() {
        return ModelFolder.open(Goldens.path("nf4/init"));
    }

    private static RunConfig config(Optim optim) {
        OptimizerConfig optimizer = new OptimizerConfig(optim, 1e-3, LrScheduler.LINEAR, 4, 0.01, 1, 0.9, 0.999, 1e-8);
        return TinyRun.config(TinyRun.DPO, optimizer, TinyRun.batch(4, 1, STEPS, Sampling.SEQUENTIAL));
    }

    @Test
    void fortyStepsAreTrls() {
        JsonNode golden = GOLDEN.get("steps");
        List<Map<String, Double>> steps = run(Optim.ADAMW_8BIT);
        assertThat(off(golden, steps, "loss")).isLessThan(5e-6);
        assertThat(off(golden, steps, "grad_norm")).isLessThan(5e-5);
        assertThat(off(golden, steps, "rewards/margins")).isLessThan(MARGIN);
        assertThat(off(golden, steps, "logps/chosen")).isLessThan(2e-5);
        assertThat(off(golden, steps, "logps/rejected")).isLessThan(2e-5);
        assertThat(off(golden, steps, "learning_rate")).isLessThan(1e-15);
        assertThat(off(golden, steps, "rewards/accuracies")).isZero();
    }

    /// What is held against TRL above is seen: moments of 32 bits give other steps.
    @Test
    void momentsOfThirtyTwoBitsAreNotThese() {
        assertThat(off(GOLDEN.get("steps"), run(Optim.ADAMW), "rewards/margins"))
                .isGreaterThan(20 * MARGIN);
    }

    private List<Map<String, Double>> run(Optim optim) {
        try (Backend backend = open()) {
            Trainer trainer =
                    new Trainer(config(optim), backend, model(), TinyRun.set(TinyRun.pairs(0, 48), List.of()));
            trainer.prepare(model(), true, cache, Progress.NONE);
            trainer.load(model());
            return TinyRun.stepTo(trainer, STEPS);
        }
    }

    private static double off(JsonNode golden, List<Map<String, Double>> steps, String metric) {
        double[] want = Goldens.doubles(golden.get(metric));
        assertThat(steps).hasSameSizeAs(want);
        double worst = 0;
        for (int s = 0; s < want.length; s++) {
            double difference = Math.abs(steps.get(s).get(metric) - want[s]) / Math.max(1, Math.abs(want[s]));
            worst = Math.max(worst, difference);
        }
        return worst;
    }

    /// Embeddings and what has fewer than 4,096 numbers stay float32, as there.
    @Test
    void theSameParametersHaveMomentsOfEightBitsAsThere() {
        Backend counting = CountingBackend.make();
        Trainer trainer =
                new Trainer(config(Optim.ADAMW_8BIT), counting, model(), TinyRun.set(TinyRun.pairs(0, 48), List.of()));
        Map<String, String> kinds = new EightBitAdamW(
                        config(Optim.ADAMW_8BIT).optimizer(),
                        counting,
                        trainer.decoder().trained())
                .sources().stream()
                        .filter(s -> s.name().startsWith("state1."))
                        .collect(
                                Collectors.toMap(s -> s.name().substring("state1.".length()), EightBitAdamWTest::kind));
        Map<String, String> there = new HashMap<>();
        GOLDEN.get("state1").forEachEntry((name, kind) -> there.put(name, kind.asString()));
        assertThat(kinds).isEqualTo(there);
        long bytes = trainer.optimiserState().stream()
                .mapToLong(t -> t.size() * Float.BYTES)
                .sum();
        long floats = trainer.decoder().trained().count() * 2 * Float.BYTES;
        assertThat(bytes).isBetween(floats / 4, floats / 2);
    }

    private static String kind(SafetensorsWriter.Source source) {
        return source.dtype() == DType.U8 ? "uint8" : "float32";
    }
}
