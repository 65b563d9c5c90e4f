package org.dpoworkbench.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A step whose loss or gradient is no number ends the run before a weight changes.
class NotANumberTest {
    @TempDir
    Path cache;

    private final ModelFolder model = TinyRun.model();

    @Test
    void aWeightThatBecameNoNumberStopsTheNextStepAndNothingElseChanges() {
        try (Backend backend = TinyRun.backend()) {
            Trainer trainer = started(backend, TinyRun.DPO);
            TinyRun.stepTo(trainer, 2);
            MemorySegment weights = backend.read(trainer.decoder().parameters().weights());
            weights.setAtIndex(ValueLayout.JAVA_FLOAT, 100, Float.NaN);
            float[] before = TinyRun.weights(backend, trainer);
            assertThatThrownBy(trainer::step)
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("Step 3: the loss is NaN")
                    .hasMessageContaining("Records of the step: data.json line 9, data.json line 10.")
                    .hasMessageContaining("The learning rate was 0.001");
            assertThat(TinyRun.weights(backend, trainer)).isEqualTo(before);
            assertThat(trainer.done()).isEqualTo(2);
        }
    }

    @Test
    void aLossThatOverflowsAtTheFirstStepIsNotBlamedOnTheLearningRate() {
        try (Backend backend = TinyRun.backend()) {
            // (0 - 1/(2 · 1e-200))² is beyond the largest double.
            Trainer trainer = started(backend, new LossConfig(LossType.IPO, 1e-200, 0, IpoNormalisation.SUM));
            float[] before = TinyRun.weights(backend, trainer);
            assertThatThrownBy(trainer::step)
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("Step 1: the loss is Infinity")
                    .hasMessageContaining("data.json line 1, ")
                    .hasMessageContaining("beta is so small")
                    .hasMessageContaining("the learning rate is not to blame");
            assertThat(TinyRun.weights(backend, trainer)).isEqualTo(before);
        }
    }

    private Trainer started(Backend backend, LossConfig loss) {
        Trainer trainer = new Trainer(
                TinyRun.config(loss, TinyRun.ADAMW, TinyRun.batch(4, 1, 3, Sampling.SEQUENTIAL)),
                backend,
                model,
                TinyRun.set(TinyRun.pairs(0, 10), List.of()));
        trainer.prepare(model, true, cache, Progress.NONE);
        trainer.load(model);
        return trainer;
    }
}
