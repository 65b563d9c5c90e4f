package org.dpoworkbench.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tens of thousands of steps in one process: its resident memory stays where it was.
@Tag("soak")
class MemorySoakTest {
    private static final Path MEMORY = Path.of("/proc/self/status");
    private static final int WARM = 5_000;
    private static final int STEPS = 50_000;

    @TempDir
    Path cache;

    @Test
    void memoryDoesNotGrowWithTheSteps() throws Exception {
        assumeThat(MEMORY).as("tells resident memory").isReadable();
        ModelFolder model = TinyRun.model();
        var config = TinyRun.config(TinyRun.DPO, TinyRun.ADAMW, TinyRun.batch(4, 1, STEPS, Sampling.RANDOM));
        try (Backend backend = TinyRun.backend()) {
            Trainer trainer =
                    new Trainer(config, backend, model, TinyRun.set(TinyRun.pairs(0, 48), TinyRun.pairs(0, 0)));
            trainer.prepare(model, true, cache, Progress.NONE);
            trainer.load(model);
            while (trainer.done() < WARM) {
                trainer.step();
            }
            long native0 = trainer.allocatedBytes();
            System.gc();
            double before = residentMebibytes();
            while (!trainer.finished()) {
                trainer.step();
            }
            System.gc();
            assertThat(trainer.allocatedBytes()).as("buffers").isEqualTo(native0);
            assertThat(residentMebibytes() - before).as("growth in MiB").isLessThan(64);
        }
    }

    private static double residentMebibytes() throws Exception {
        return Files.readAllLines(MEMORY).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                .findFirst()
                .orElseThrow();
    }
}
