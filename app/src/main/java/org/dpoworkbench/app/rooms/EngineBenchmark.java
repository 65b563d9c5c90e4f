package org.dpoworkbench.app.rooms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import org.dpoworkbench.app.room.Benchmark;
import org.dpoworkbench.engine.config.ModelConfig;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.model.ModelShape;
import org.dpoworkbench.engine.model.RandomModel;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.run.FileTree;
import org.dpoworkbench.engine.task.Task;
import org.dpoworkbench.engine.task.TaskProcess;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.dpoworkbench.engine.worker.Devices;

/// Training speed, measured in a computing process.
public final class EngineBenchmark implements Benchmark {
    @Override
    public Speed measure(RunConfig config, Optional<ModelShape> shape, Duration warmUp, int rounds, Progress progress) {
        Devices.require(config.device().device());
        return shape.isPresent()
                ? measureShape(config, shape.get(), warmUp, rounds, progress)
                : measure(config, warmUp, rounds, progress);
    }

    /// The weights are written here, not in the computing process, whose memory is measured.
    private static Speed measureShape(
            RunConfig config, ModelShape shape, Duration warmUp, int rounds, Progress progress) {
        ModelConfig named = config.model();
        ModelFolder other = ModelFolder.open(named.model());
        try {
            Path folder = Files.createTempDirectory("dpo-shape");
            try {
                RandomModel.write(folder, shape, other, config.batch().seed());
                var random = new ModelConfig(folder, Optional.empty(), named.saveDtype());
                return measure(config.withModel(random), warmUp, rounds, progress);
            } finally {
                FileTree.delete(folder);
            }
        } catch (IOException e) {
            throw new UserError(
                    "A model of random weights cannot be written to a temporary folder: " + e.getMessage()
                            + ". Is there room for it?",
                    e);
        }
    }

    private static Speed measure(RunConfig config, Duration warmUp, int rounds, Progress progress) {
        AtomicReference<Speed> measured = new AtomicReference<>();
        TaskProcess.run(
                new Task.Benchmark(config, warmUp.toMillis() / 1000.0, rounds),
                Task.Speed.class,
                s -> measured.set(speed(s)),
                progress);
        return measured.get();
    }

    private static Speed speed(Task.Speed s) {
        Map<String, Double> shares = new LinkedHashMap<>();
        s.timeShare().forEach((operation, share) -> shares.put(operation.key(), share));
        return Speed.of(
                s.rounds().stream()
                        .map(r -> new Round(
                                r.pairsPerS(),
                                r.tokensPerS(),
                                r.gflops(),
                                r.matrixProductGflops(),
                                r.vectorProductGflops()))
                        .toList(),
                s.peakRssMib().orElse(Double.NaN),
                s.buffersMib(),
                s.timeToFirstStepS(),
                s.stepMs(),
                shares);
    }

    @Override
    public Trial tryLongest(RunConfig config, Progress progress) {
        Devices.require(config.device().device());
        AtomicReference<Trial> found = new AtomicReference<>();
        TaskProcess.run(
                new Task.Trial(config),
                Task.TrialResult.class,
                t -> found.set(new Trial(
                        t.pairs(),
                        t.longestTokens(),
                        t.tokensPerS(),
                        t.stepMs(),
                        t.peakRssMib().map(OptionalDouble::of).orElseGet(OptionalDouble::empty),
                        t.sample().map(s -> new Answered(s.prompt(), s.completion(), s.tokens(), s.end())))),
                progress);
        return found.get();
    }
}
