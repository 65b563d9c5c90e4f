package org.dpoworkbench.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.cpu.CpuBackend;
import org.dpoworkbench.engine.config.BatchConfig;
import org.dpoworkbench.engine.config.CheckpointConfig;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.config.DeviceConfig;
import org.dpoworkbench.engine.config.EvaluationConfig;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.LrScheduler;
import org.dpoworkbench.engine.config.MemoryConfig;
import org.dpoworkbench.engine.config.ModelConfig;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.Optim;
import org.dpoworkbench.engine.config.OptimizerConfig;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.config.SaveDtype;
import org.dpoworkbench.engine.data.DataReport;
import org.dpoworkbench.engine.data.RecordKind;
import org.dpoworkbench.engine.golden.Goldens;
import org.dpoworkbench.engine.text.TokenizedExample;
import org.dpoworkbench.engine.text.TokenizedPair;
import org.dpoworkbench.engine.text.TokenizedSet;
import org.dpoworkbench.engine.weights.ModelFolder;
import tools.jackson.databind.JsonNode;

/// Short runs of the goldens' tiny GPT-2 on the goldens' pairs.
public final class TinyRun {
    public static final LossConfig DPO = new LossConfig(LossType.SIGMOID, 0.1, 0, IpoNormalisation.MEAN);
    public static final OptimizerConfig ADAMW =
            new OptimizerConfig(Optim.ADAMW, 1e-3, LrScheduler.CONSTANT, 0, 0, 1, 0.9, 0.999, 1e-8);

    private TinyRun() {}

    public static ModelFolder model() {
        return ModelFolder.open(Goldens.path("trajectories/gpt2_init"));
    }

    /// The same architecture after sixty steps of a golden trajectory: weights that are not [#model]'s.
    public static ModelFolder trained(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.copy(Goldens.path("trajectories/gpt2_init/config.json"), folder.resolve("config.json"));
        Files.copy(Goldens.path("trajectories/gpt2_sigmoid/final.safetensors"), folder.resolve("model.safetensors"));
        return ModelFolder.open(folder);
    }

    /// The goldens' pairs from number `from` to below `to`; number n is on line n + 1.
    public static List<TokenizedPair> pairs(int from, int to) {
        List<TokenizedPair> pairs = new ArrayList<>();
        JsonNode all = Goldens.json("trajectories/data.json").get("pairs");
        for (int n = from; n < to; n++) {
            pairs.add(TokenizedPair.of(
                    "pair" + n,
                    "data.json",
                    n + 1,
                    Goldens.ints(all.get(n).get("prompt_ids")),
                    Goldens.ints(all.get(n).get("chosen_ids")),
                    Goldens.ints(all.get(n).get("rejected_ids"))));
        }
        return pairs;
    }

    public static <E extends TokenizedExample> TokenizedSet<E> set(List<E> train, List<E> heldOut) {
        DataReport report = new DataReport(
                RecordKind.PAIRS,
                List.of(),
                train.size(),
                heldOut.size(),
                128,
                false,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of());
        return TokenizedSet.of(train, heldOut, report, 128);
    }

    public static BatchConfig batch(int size, int accumulation, int steps, Sampling order) {
        return batch(size, accumulation, steps, order, 2048);
    }

    public static BatchConfig batch(int size, int accumulation, int steps, Sampling order, int microBatchTokens) {
        return new BatchConfig(size, accumulation, 1, OptionalInt.of(steps), order, 42, microBatchTokens);
    }

    public static RunConfig config(LossConfig loss, OptimizerConfig optimizer, BatchConfig batch) {
        return config(Objective.DPO, loss, optimizer, batch);
    }

    public static RunConfig config(Objective objective, LossConfig loss, OptimizerConfig optimizer, BatchConfig batch) {
        return new RunConfig(
                objective,
                new ModelConfig(Goldens.path("trajectories/gpt2_init"), Optional.empty(), SaveDtype.FLOAT32),
                Optional.empty(),
                DataConfig.of(List.of(Path.of("data.json"))),
                loss,
                optimizer,
                batch,
                EvaluationConfig.of(0, 0, 16, 0),
                new CheckpointConfig(0, OptionalInt.empty()),
                MemoryConfig.USUAL,
                new DeviceConfig(Device.CPU, 2));
    }

    public static Backend backend() {
        return new CpuBackend(2);
    }

    /// Steps until the trainer has done `steps`; their metrics without what the clock and the system decide.
    static List<Map<String, Double>> stepTo(Trainer trainer, int steps) {
        List<Map<String, Double>> metrics = new ArrayList<>();
        while (trainer.done() < steps) {
            metrics.add(comparable(trainer.step().metrics()));
        }
        return metrics;
    }

    static Map<String, Double> comparable(Map<String, Double> metrics) {
        Map<String, Double> rest = new LinkedHashMap<>(metrics);
        rest.keySet().removeIf(name -> name.startsWith("speed/") || name.startsWith("memory/"));
        assertThat(rest).containsKeys("loss", "grad_norm", "learning_rate", "num_tokens", "epoch");
        return rest;
    }

    static float[] weights(Backend backend, Trainer trainer) {
        var weights = trainer.decoder().trained().weights();
        return backend.read(weights).toArray(ValueLayout.JAVA_FLOAT);
    }
}
