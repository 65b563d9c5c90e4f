package org.dpoworkbench.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.config.LrScheduler;
import org.dpoworkbench.engine.config.Optim;
import org.dpoworkbench.engine.config.OptimizerConfig;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.model.AdaptedModel;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.text.TokenizedPair;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where an epoch's last batch has fewer pairs, a step's loss is the mean of its batches' means, as TRL's.
class RaggedStepTest {
    private static final double BETA = 0.1;

    @TempDir
    Path path;

    private final ModelFolder model = TinyRun.model();
    private final List<TokenizedPair> pairs = TinyRun.pairs(0, 10);
    private ModelFolder reference;
    private double[] losses;

    /// DPO's losses of the pairs under the starting weights, -ln σ(βh).
    @BeforeEach
    void perPairLosses() throws IOException {
        reference = TinyRun.trained(path.resolve("trained"));
        try (Backend backend = TinyRun.backend()) {
            PairScorer scorer = new PairScorer(backend, pairs);
            PairScorer.Scores policy = scorer.scores(AdaptedModel.of(model), "policy", Progress.NONE);
            PairScorer.Scores frozen = scorer.scores(AdaptedModel.of(reference), "reference", Progress.NONE);
            losses = IntStream.range(0, pairs.size())
                    .mapToDouble(p -> policy.chosen(p) - frozen.chosen(p) - policy.rejected(p) + frozen.rejected(p))
                    .map(h -> Math.log1p(Math.exp(-BETA * h)))
                    .toArray();
        }
    }

    @Test
    void batchesOfFourFourAndTwoCountAlikeInOneStep() {
        double expected = (mean(0, 4) + mean(4, 8) + mean(8, 10)) / 3;
        assertThat(Math.abs(expected - mean(0, 10)))
                .as("the case tells the two apart")
                .isGreaterThan(0.01);
        assertThat(steps(3, 1).getFirst().get("loss")).isCloseTo(expected, within(1e-5));
    }

    @Test
    void withTwoBatchesAStepTheLastStepOfAnEpochHasTheShortBatchAlone() {
        List<Map<String, Double>> steps = steps(2, 3);
        assertThat(steps.get(0).get("loss")).isCloseTo((mean(0, 4) + mean(4, 8)) / 2, within(1e-5));
        assertThat(steps.get(1).get("loss")).isCloseTo(mean(8, 10), within(1e-5));
        assertThat(steps.get(1).get("epoch")).isEqualTo(1);
        assertThat(steps.get(2).get("loss")).isCloseTo(steps.get(0).get("loss"), within(1e-9));
        assertThat(steps.get(2).get("epoch")).isCloseTo(1 + 2.0 / 3, within(1e-12));
    }

    private double mean(int from, int to) {
        return IntStream.range(from, to).mapToDouble(p -> losses[p]).average().orElseThrow();
    }

    /// At a learning rate so small that no weight moves by a bit: 1e-30 is lost in any float32 weight of the model.
    private List<Map<String, Double>> steps(int accumulation, int count) {
        OptimizerConfig still =
                new OptimizerConfig(Optim.ADAMW, 1e-30, LrScheduler.CONSTANT, 0, 0, 1, 0.9, 0.999, 1e-8);
        try (Backend backend = TinyRun.backend()) {
            Trainer trainer = new Trainer(
                    TinyRun.config(TinyRun.DPO, still, TinyRun.batch(4, accumulation, count, Sampling.SEQUENTIAL)),
                    backend,
                    model,
                    TinyRun.set(pairs, List.of()));
            trainer.prepare(reference, false, path.resolve("cache"), Progress.NONE);
            trainer.load(model);
            return TinyRun.stepTo(trainer, count);
        }
    }
}
