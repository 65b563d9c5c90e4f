package org.dpoworkbench.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.config.LoraConfig;
import org.dpoworkbench.engine.config.LrScheduler;
import org.dpoworkbench.engine.config.Optim;
import org.dpoworkbench.engine.config.OptimizerConfig;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.text.TokenizedPair;
import org.dpoworkbench.engine.text.TokenizedSet;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A run that is stopped and resumed is, to the last bit, the run that was not.
class ResumeTest {
    private static final int STEPS = 9; // three epochs of ten pairs in batches of four
    private static final int STOPPED_AFTER = 4; // within the second epoch

    @TempDir
    Path path;

    private final ModelFolder model = TinyRun.model();
    private final TokenizedSet<TokenizedPair> set = TinyRun.set(TinyRun.pairs(0, 10), List.of());

    @SuppressWarnings("ArrayRecordComponent") // only compared, element by element
    private record Outcome(List<Map<String, Double>> steps, float[] weights) {}

    @ParameterizedTest
    @EnumSource(
            value = Optim.class,
            names = {"ADAMW", "ADAMW_8BIT", "RMSPROP"})
    void aResumedRunIsTheUndisturbedOneToTheBit(Optim optim) {
        OptimizerConfig optimizer = new OptimizerConfig(optim, 1e-3, LrScheduler.LINEAR, 2, 0.01, 1, 0.9, 0.999, 1e-8);
        RunConfig config = TinyRun.config(TinyRun.DPO, optimizer, TinyRun.batch(4, 1, STEPS, Sampling.RANDOM));
        Outcome undisturbed = undisturbed(config);
        Outcome resumed = resumed(config);
        assertThat(resumed.steps).isEqualTo(undisturbed.steps);
        assertThat(resumed.weights).isEqualTo(undisturbed.weights);
        // What is compared moves, and the epochs have different orders.
        assertThat(undisturbed.steps).doesNotHaveDuplicates().hasSize(STEPS);
        assertThat(undisturbed.steps.get(3).get("lengths/chosen"))
                .isNotEqualTo(undisturbed.steps.get(0).get("lengths/chosen"));
    }

    /// Dropout too: its numbers are counted, not drawn from a stream.
    @Test
    void aResumedAdapterIsTheUndisturbedOneToTheBit() {
        RunConfig config = TinyRun.config(TinyRun.DPO, TinyRun.ADAMW, TinyRun.batch(4, 1, STEPS, Sampling.RANDOM))
                .withLora(Optional.of(LoraConfig.fresh(3, 6, 0.25, Optional.empty(), false)));
        Outcome undisturbed = undisturbed(config);
        Outcome resumed = resumed(config);
        assertThat(resumed.steps).isEqualTo(undisturbed.steps);
        assertThat(resumed.weights).isEqualTo(undisturbed.weights);
        assertThat(undisturbed.steps).doesNotHaveDuplicates().hasSize(STEPS);
    }

    private Outcome undisturbed(RunConfig config) {
        try (Backend backend = TinyRun.backend()) {
            Trainer trainer = started(config, backend, "one");
            return new Outcome(TinyRun.stepTo(trainer, STEPS), TinyRun.weights(backend, trainer));
        }
    }

    private Outcome resumed(RunConfig config) {
        RunFolder folder = new RunFolder(path.resolve("run"));
        List<Map<String, Double>> steps = new ArrayList<>();
        try (Backend backend = TinyRun.backend()) {
            Trainer trainer = started(config, backend, "other");
            steps.addAll(TinyRun.stepTo(trainer, STOPPED_AFTER));
            trainer.checkpoint(folder, model);
        }
        try (Backend backend = TinyRun.backend()) {
            Trainer trainer = new Trainer(config, backend, model, set);
            trainer.prepare(model, true, path.resolve("other"), Progress.NONE);
            trainer.resume(Trainer.newestCheckpoint(folder).orElseThrow());
            steps.addAll(TinyRun.stepTo(trainer, STEPS));
            return new Outcome(steps, TinyRun.weights(backend, trainer));
        }
    }

    private Trainer started(RunConfig config, Backend backend, String cache) {
        Trainer trainer = new Trainer(config, backend, model, set);
        trainer.prepare(model, true, path.resolve(cache), Progress.NONE);
        trainer.load(model);
        return trainer;
    }
}
