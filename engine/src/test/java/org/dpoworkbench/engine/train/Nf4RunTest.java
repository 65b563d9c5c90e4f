package org.dpoworkbench.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.cpu.CpuBackend;
import org.dpoworkbench.engine.config.FrozenDtype;
import org.dpoworkbench.engine.config.LoraConfig;
import org.dpoworkbench.engine.config.MemoryConfig;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.golden.Goldens;
import org.dpoworkbench.engine.model.Decoder;
import org.dpoworkbench.engine.model.DecoderSettings;
import org.dpoworkbench.engine.model.WeightLoader;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.text.TokenizedPair;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// An adapter over a base in NF4, against `bitsandbytes`, `peft` and TRL; `docs/goldens/nf4.py` makes the numbers.
class Nf4RunTest {
    private static final int STEPS = 40;

    @TempDir
    Path cache;

    /// What computes; another backend's tests say another.
    Backend open() {
        return new CpuBackend(2);
    }

    static ModelFolder model() {
        return ModelFolder.open(Goldens.path("nf4/init"));
    }

    /// In float64 under the weights that bitsandbytes dequantises. GPT-2's files have inputs as rows, and blocks lie
    /// along the inputs there too.
    @ParameterizedTest
    @CsvSource({"init, logps", "gpt2, gpt2"})
    void logProbsAreThoseOfBitsandbytesWeights(String folder, String numbers) {
        JsonNode golden = Goldens.json("nf4/" + numbers + ".json");
        ModelFolder model = ModelFolder.open(Goldens.path("nf4/" + folder));
        List<TokenizedPair> pairs = TinyRun.pairs(0, golden.size());
        try (Backend backend = open()) {
            Decoder decoder = new Decoder(
                    backend, model.architecture(), DecoderSettings.scoring(256).with(FrozenDtype.NF4));
            WeightLoader.load(model, decoder);
            LogProbTable table = new LogProbTable(pairs, TokenWeighting.PLAIN);
            new LogProbPass(decoder, TokenBudget.of(256, 8, pairs), TokenWeighting.PLAIN)
                    .run(pairs, table, "test", Progress.NONE);
            for (int p = 0; p < pairs.size(); p++) {
                JsonNode want = golden.get(p);
                assertThat(table.of(p, 0)).isCloseTo(want.get("chosen").asDouble(), within(4e-4));
                assertThat(table.of(p, 1)).isCloseTo(want.get("rejected").asDouble(), within(4e-4));
            }
        }
    }

    /// TRL computes in float32 too, and its losses are off by as much as ours.
    @Test
    void fortyStepsAreTrls() {
        JsonNode golden = Goldens.json("nf4/trajectory.json").get("steps");
        try (Backend backend = open()) {
            List<Map<String, Double>> steps = run(backend);
            assertSeries(golden, steps, "loss", 2e-5);
            assertSeries(golden, steps, "grad_norm", 1e-4);
            assertSeries(golden, steps, "rewards/margins", 5e-5);
            assertSeries(golden, steps, "rewards/chosen", 5e-5);
            assertSeries(golden, steps, "logps/chosen", 1e-5);
            assertSeries(golden, steps, "logps/rejected", 1e-5);
            assertSeries(golden, steps, "rewards/accuracies", 0);
        }
    }

    @Test
    void twoRunsAreTheSameToTheBit() {
        try (Backend one = open();
                Backend other = open()) {
            assertThat(run(one).stream().map(TinyRun::comparable))
                    .isEqualTo(run(other).stream().map(TinyRun::comparable).toList());
        }
    }

    private List<Map<String, Double>> run(Backend backend) {
        RunConfig config = TinyRun.config(TinyRun.DPO, TinyRun.ADAMW, TinyRun.batch(4, 1, STEPS, Sampling.SEQUENTIAL))
                .withLora(Optional.of(LoraConfig.from(Goldens.path("nf4/adapter_initial"))))
                .withMemory(new MemoryConfig(false, FrozenDtype.NF4));
        Trainer trainer = new Trainer(config, backend, model(), TinyRun.set(TinyRun.pairs(0, 48), List.of()));
        trainer.prepare(model(), true, cache, Progress.NONE);
        trainer.load(model());
        List<Map<String, Double>> steps = new ArrayList<>();
        while (!trainer.finished()) {
            steps.add(trainer.step().metrics());
        }
        return steps;
    }

    private static void assertSeries(
            JsonNode golden, List<Map<String, Double>> steps, String metric, double tolerance) {
        double[] want = Goldens.doubles(golden.get(metric));
        assertThat(steps).hasSameSizeAs(want);
        double worst = 0;
        for (int s = 0; s < want.length; s++) {
            double difference = Math.abs(steps.get(s).get(metric) - want[s]) / Math.max(1, Math.abs(want[s]));
            worst = Math.max(worst, difference);
        }
        assertThat(worst).as(metric).isLessThanOrEqualTo(tolerance);
    }
}
