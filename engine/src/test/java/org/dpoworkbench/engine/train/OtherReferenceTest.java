package org.dpoworkbench.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.golden.Goldens;
import org.dpoworkbench.engine.model.AdaptedModel;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.text.TokenizedPair;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A reference whose weights have the policy's shapes but whose configuration is another computes as itself.
class OtherReferenceTest {
    @TempDir
    Path folder;

    @Test
    void aReferenceWithAnotherActivationIsComputedWithIt() throws IOException {
        ModelFolder policy = TinyRun.model();
        ModelFolder reference = withRelu();
        List<TokenizedPair> pairs = TinyRun.pairs(0, 4);
        try (Backend backend = TinyRun.backend()) {
            PairScorer scorer = new PairScorer(backend, pairs);
            PairScorer.Scores policyScores = scorer.scores(AdaptedModel.of(policy), "policy", Progress.NONE);
            PairScorer.Scores referenceScores = scorer.scores(AdaptedModel.of(reference), "reference", Progress.NONE);
            double expected = 0;
            for (int i = 0; i < 4; i++) {
                expected += (policyScores.chosen(i) - referenceScores.chosen(i)) / 4;
            }
            var config = TinyRun.config(TinyRun.DPO, TinyRun.ADAMW, TinyRun.batch(4, 1, 1, Sampling.SEQUENTIAL));
            Trainer trainer = new Trainer(config, backend, policy, TinyRun.set(pairs, List.of()));
            trainer.prepare(reference, false, folder.resolve("cache"), Progress.NONE);
            trainer.load(policy);
            Map<String, Double> first = trainer.step().metrics();

            assertThat(Math.abs(expected)).as("the two models differ").isGreaterThan(0.1);
            assertThat(first.get("logratios/chosen")).isCloseTo(expected, within(1e-3));
        }
    }

    private ModelFolder withRelu() throws IOException {
        Path model = Files.createDirectories(folder.resolve("relu"));
        String config = Files.readString(Goldens.path("trajectories/gpt2_init/config.json"));
        Files.writeString(model.resolve("config.json"), config.replace("\"gelu_new\"", "\"relu\""));
        Files.copy(Goldens.path("trajectories/gpt2_init/model.safetensors"), model.resolve("model.safetensors"));
        return ModelFolder.open(model);
    }
}
