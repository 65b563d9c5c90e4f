package org.dpoworkbench.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.model.Decoder;
import org.dpoworkbench.engine.model.PackedBatch;
import org.dpoworkbench.engine.model.Packer;
import org.dpoworkbench.engine.model.WeightLoader;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.text.TokenizedPair;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Fine-tuning's loss is the mean negative log-likelihood over all scored tokens of the step, and its gradient that
/// loss's.
class SftObjectiveTest {
    private static final TokenBudget SMALL = new TokenBudget(64, 4, 2); // several micro-batches a step

    @TempDir
    Path path;

    private final ModelFolder model = TinyRun.model();
    private final List<TokenizedPair> completions = TinyRun.pairs(0, 10).stream()
            .map(p -> TokenizedPair.of(p.id(), p.source(), p.line(), p.prompt(), p.chosen(), new int[0]))
            .toList();

    @Test
    void theLossIsTheMeanOverAllTokensOfTheStepAndNotOverCompletions() {
        try (Backend backend = TinyRun.backend()) {
            double[] expected = likelihood(backend, completions.subList(0, 6));
            double[] heldOut = likelihood(backend, completions.subList(6, 10));
            Trainer trainer = new Trainer(
                    TinyRun.config(
                            Objective.SFT, TinyRun.DPO, TinyRun.ADAMW, TinyRun.batch(4, 2, 2, Sampling.SEQUENTIAL)),
                    backend,
                    model,
                    TinyRun.set(completions.subList(0, 6), completions.subList(6, 10)));
            trainer.prepare(model, true, path.resolve("cache"), Progress.NONE);
            trainer.load(model);
            Map<String, Double> evaluation =
                    trainer.evaluate(new RunFolder(path), Progress.NONE).metrics();
            assertThat(evaluation.get("eval_loss")).isCloseTo(-heldOut[0] / heldOut[1], within(1e-6));
            Map<String, Double> step = trainer.step().metrics();
            assertThat(step.get("loss")).isCloseTo(-expected[0] / expected[1], within(1e-6));
            assertThat(step.get("logps/chosen")).isCloseTo(expected[0] / 6, within(1e-4));
            assertThat(step.get("lengths/chosen")).isCloseTo(expected[1] / 6, within(1e-12));
            assertThat(trainer.step().metrics().get("loss")).isLessThan(step.get("loss"));
        }
    }

    /// Σ log-probs and how many they are, one completion at a time.
    private double[] likelihood(Backend backend, List<TokenizedPair> some) {
        Decoder decoder = Decoder.forScoring(backend, model.architecture(), 128);
        WeightLoader.load(model, decoder);
        PackedBatch batch = new PackedBatch(128, 2);
        double sum = 0;
        double tokens = 0;
        for (TokenizedPair c : some) {
            batch.clear();
            Packer.add(batch, c.prompt(), new int[][] {c.chosen()}, new boolean[][] {c.chosenScored()});
            double[] logProbs = new double[c.chosen().length];
            decoder.forward(batch, logProbs);
            for (double logProb : logProbs) {
                sum += logProb;
            }
            tokens += logProbs.length;
        }
        return new double[] {sum, tokens};
    }

    /// Along the gradient g the loss changes by |g|² for each unit: (L(w + εg) - L(w - εg)) / 2ε. Along another
    /// direction d it changes by g · d.
    @Test
    void theGradientIsThatOfTheLossByCentralDifferences() {
        try (Backend backend = TinyRun.backend()) {
            Decoder decoder = new Decoder(backend, model.architecture(), SMALL.rows());
            WeightLoader.load(model, decoder);
            GradientStep gradient = new GradientStep(backend, decoder, completions, SMALL, 42);
            SftObjective objective =
                    new SftObjective(completions.stream().map(PairLengths::of).toList());
            StepExamples step = new StepExamples(completions.size(), 1);
            step.addBatch(IntStream.range(0, completions.size()).toArray(), completions.size(), 1);
            double norm = gradient.run(0, step, objective);
            MemorySegment weights = backend.read(decoder.parameters().weights());
            float[] start = weights.toArray(ValueLayout.JAVA_FLOAT);
            float[] g = backend.read(decoder.parameters().gradients()).toArray(ValueLayout.JAVA_FLOAT);
            double squared = 0;
            double crossed = 0;
            float[] other = new float[g.length];
            for (int i = 0; i < g.length; i++) {
                other[i] = i % 3 == 0 ? g[i] : 0;
                squared += (double) g[i] * g[i];
                crossed += (double) g[i] * other[i];
            }
            assertThat(norm).isCloseTo(Math.sqrt(squared), within(1e-6 * norm));

            for (var direction : List.of(Map.entry(g, squared), Map.entry(other, crossed))) {
                double epsilon = 2e-2 / norm;
                double slope = (lossAt(weights, start, direction.getKey(), epsilon, gradient, step, objective)
                                - lossAt(weights, start, direction.getKey(), -epsilon, gradient, step, objective))
                        / (2 * epsilon);
                assertThat(slope).isCloseTo(direction.getValue(), within(2e-3 * direction.getValue()));
            }
        }
    }

    private static double lossAt(
            MemorySegment weights,
            float[] start,
            float[] direction,
            double by,
            GradientStep gradient,
            StepExamples step,
            SftObjective objective) {
        for (int i = 0; i < start.length; i++) {
            weights.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) (start[i] + by * direction[i]));
        }
        gradient.run(0, step, objective);
        return objective.loss();
    }
}
