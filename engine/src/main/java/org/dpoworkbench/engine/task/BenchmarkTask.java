package org.dpoworkbench.engine.task;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.Meter;
import org.dpoworkbench.engine.compute.MeteredBackend;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.FileTree;
import org.dpoworkbench.engine.train.Trainer;
import org.dpoworkbench.engine.worker.Devices;
import org.dpoworkbench.engine.worker.RunInputs;

/// Measures training on a run's pairs: first a warm-up on them, uncounted, then rounds of each pair once. After each
/// round stands the rate of large matrix products, so that their ratio holds on a machine that is fast today and slow
/// tomorrow.
record BenchmarkTask(Task.Benchmark task, TaskOutput output) {
    void run() {
        var meter = new Meter();
        try (RunInputs inputs = RunInputs.open(task.config(), output);
                Backend backend = new MeteredBackend(Devices.open(task.config().device()), meter)) {
            Trainer trainer = new Trainer(task.config(), backend, inputs.policy(), inputs.set());
            prepare(inputs, trainer);
            trainer.step();
            double firstStep = (System.currentTimeMillis()
                            - ManagementFactory.getRuntimeMXBean().getStartTime())
                    / 1000.0;
            warmUp(trainer);
            var byOpenBlas = Devices.byOpenBlas(task.config().device());
            output.result(
                    new BenchmarkRounds(trainer, backend, byOpenBlas, meter, output).measure(task.rounds(), firstStep));
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
}
