package org.dpoworkbench.engine.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.config.BatchConfig;
import org.dpoworkbench.engine.config.CheckpointConfig;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.config.DeviceConfig;
import org.dpoworkbench.engine.config.EvaluationConfig;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.MemoryConfig;
import org.dpoworkbench.engine.config.ModelConfig;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.OptimizerConfig;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.config.SaveDtype;
import org.dpoworkbench.engine.data.DataReport;
import org.dpoworkbench.engine.data.RecordKind;
import org.dpoworkbench.engine.device.SelfTestNumbers;
import org.dpoworkbench.engine.model.ModelShape;
import org.dpoworkbench.engine.model.RandomModel;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.FileTree;
import org.dpoworkbench.engine.text.TokenizedPair;
import org.dpoworkbench.engine.text.TokenizedSet;
import org.dpoworkbench.engine.train.Trainer;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.dpoworkbench.engine.worker.Devices;

/// Trains a small model with random weights for a few steps on a device, then measures the device's matrix products and
/// its memory. The CPU trains with OpenBLAS as well, where it multiplies matrices otherwise: as a control.
record SelfTestTask(DeviceConfig device, TaskOutput output) {
    private static final int STEPS = 3;
    private static final int PAIRS = 8;
    private static final int SEED = 42;
    private static final int VOCABULARY = 2_048;

    private static final double COPY_SECONDS = 0.5;
    private static final int COPY_COLUMNS = 4_096;
    private static final int COPY_ROWS = 16_384; // 256 MiB, more than the nearest memories of processors and cards hold

    void run() {
        try {
            Path folder = Files.createTempDirectory("dpo-self-test");
            try {
                RandomModel.write(folder, ModelShape.LLAMA_656K, SEED);
                output.result(measure(ModelFolder.open(folder), folder));
            } finally {
                FileTree.delete(folder);
            }
        } catch (IOException e) {
            throw new UserError("A temporary folder cannot be used: " + e.getMessage() + ".", e);
        }
    }

    private SelfTestNumbers measure(ModelFolder model, Path cache) {
        Optional<List<Map<String, Double>>> control = Optional.empty();
        if (device.device() == Device.CPU) {
            control = Devices.byOpenBlas(device).map(backend -> {
                try (backend) {
                    return train(model, cache.resolve("control"), backend);
                }
            });
        }
        try (Backend backend = Devices.open(device)) {
            List<Map<String, Double>> steps = train(model, cache.resolve("device"), backend);
            output.at("multiplying matrices on " + device.device().text(), 0, 0);
            double gflops = new MatrixProductRate(backend).gflops();
            output.at("copying memory on " + device.device().text(), 0, 0);
            return new SelfTestNumbers(
                    device.device().text(), backend.description(), gflops, copyRate(backend), steps, control);
        }
    }

    private List<Map<String, Double>> train(ModelFolder model, Path cache, Backend backend) {
        output.at("training on " + device.device().text(), 0, 0);
        Trainer trainer = new Trainer(config(model), backend, model, set());
        trainer.prepare(model, true, cache, output);
        trainer.load(model);
        List<Map<String, Double>> steps = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            steps.add(trainer.step().metrics());
        }
        return steps;
    }

    private RunConfig config(ModelFolder model) {
        return new RunConfig(
                Objective.DPO,
                new ModelConfig(model.path(), Optional.empty(), SaveDtype.FLOAT32),
                Optional.empty(),
                DataConfig.of(List.of(Path.of("random"))),
                new LossConfig(LossType.SIGMOID, 0.1, 0, IpoNormalisation.MEAN),
                OptimizerConfig.adamw(1e-3),
                new BatchConfig(PAIRS, 1, STEPS, OptionalInt.of(STEPS), Sampling.SEQUENTIAL, SEED, 1_024),
                EvaluationConfig.of(0, 0, 16, 0),
                new CheckpointConfig(0, OptionalInt.empty()),
                MemoryConfig.USUAL,
                device);
    }

    private static TokenizedSet<TokenizedPair> set() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<TokenizedPair> pairs = new ArrayList<>();
        for (int n = 0; n < PAIRS; n++) {
            pairs.add(TokenizedPair.of(
                    "random" + n, "random", n + 1L, tokens(random, 40), tokens(random, 60), tokens(random, 60)));
        }
        return TokenizedSet.of(
                pairs,
                List.of(),
                new DataReport(
                        RecordKind.PAIRS,
                        List.of(),
                        PAIRS,
                        0,
                        256,
                        false,
                        Map.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        List.of()),
                256);
    }

    private static int[] tokens(SplittableRandom random, int most) {
        return random.ints(random.nextInt(most / 2, most), 0, VOCABULARY).toArray();
    }

    private static double copyRate(Backend backend) {
        FloatTensor from = backend.floats(COPY_ROWS, COPY_COLUMNS);
        FloatTensor to = backend.floats(COPY_ROWS, COPY_COLUMNS);
        backend.fill(from, 1); // memory that was never written may not be there yet
        backend.fill(to, 2);
        float[] oneNumber = new float[1];
        double best = 0;
        long began = System.nanoTime();
        for (int n = 0; n < 3 || System.nanoTime() - began < COPY_SECONDS * 1e9; n++) {
            long before = System.nanoTime();
            backend.copy(COPY_ROWS, from, to);
            backend.download(to, oneNumber, 1);
            best = Math.max(best, 2.0 * from.size() * Float.BYTES / (System.nanoTime() - before));
        }
        return best;
    }
}
