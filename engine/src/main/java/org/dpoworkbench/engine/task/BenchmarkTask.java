package org.dpoworkbench.engine.task;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.FileTree;
import org.dpoworkbench.engine.train.Trainer;
import org.dpoworkbench.engine.worker.Devices;
import org.dpoworkbench.engine.worker.RunInputs;

/// Measures training on a run's pairs: first a warm-up on them, uncounted, then each pair once.
record BenchmarkTask(Task.Benchmark task, TaskOutput output) {
    void run() {
        try (RunInputs inputs = RunInputs.open(task.config(), output);
                Backend backend = Devices.open(task.config().device())) {
            Trainer trainer = new Trainer(task.config(), backend, inputs.policy(), inputs.set());
            prepare(inputs, trainer);
            trainer.step();
            double firstStep = (System.currentTimeMillis()
                            - ManagementFactory.getRuntimeMXBean().getStartTime())
                    / 1000.0;
            warmUp(trainer);
            trainer.startOver();
            output.result(measure(trainer, firstStep));
        }
    }

    private void prepare(RunInputs inputs, Trainer trainer) {
        try {
            Path cache = Files.createTempDirectory("dpo-benchmark");
            try {
                trainer.prepare(inputs.reference(), inputs.sameWeights(), cache, output);
                trainer.load(inputs.policy());
            } finally {
                FileTree.delete(cache);
            }
        } catch (IOException e) {
            throw new UserError("A temporary folder cannot be used: " + e.getMessage() + ".", e);
        }
    }

    private void warmUp(Trainer trainer) {
        long end = System.nanoTime() + (long) (task.warmUpSeconds() * 1e9);
        while (System.nanoTime() < end) {
            if (trainer.finished()) {
                trainer.startOver();
            }
            trainer.step();
        }
    }

    private Task.Speed measure(Trainer trainer, double firstStep) {
        int steps = trainer.plan().stepsPerEpoch();
        double[] times = new double[steps];
        Map<String, Double> last = Map.of();
        long began = System.nanoTime();
        for (int s = 0; s < steps; s++) {
            last = trainer.step().metrics();
            times[s] = last.get(Metric.SPEED_STEP_MS.key());
            output.at("measuring", s + 1L, steps);
        }
        double seconds = (System.nanoTime() - began) * 1e-9;
        Arrays.sort(times);
        return new Task.Speed(
                trainer.plan().pairs() / seconds,
                last.get(Metric.NUM_TOKENS.key()) / seconds,
                Optional.ofNullable(last.get(Metric.MEMORY_PEAK_MIB.key())),
                firstStep,
                times[steps / 2]);
    }
}
