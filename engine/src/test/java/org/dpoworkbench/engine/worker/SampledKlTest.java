package org.dpoworkbench.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.config.EvaluationConfig;
import org.dpoworkbench.engine.config.FrozenDtype;
import org.dpoworkbench.engine.config.LoraConfig;
import org.dpoworkbench.engine.config.MemoryConfig;
import org.dpoworkbench.engine.config.ModelConfig;
import org.dpoworkbench.engine.config.ModelSource;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.config.SamplingConfig;
import org.dpoworkbench.engine.config.SaveDtype;
import org.dpoworkbench.engine.golden.Goldens;
import org.dpoworkbench.engine.model.AdaptedModel;
import org.dpoworkbench.engine.model.Decoder;
import org.dpoworkbench.engine.model.PackedBatch;
import org.dpoworkbench.engine.model.Packer;
import org.dpoworkbench.engine.model.WeightLoader;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.text.TokenizedCompletion;
import org.dpoworkbench.engine.text.TokenizedPair;
import org.dpoworkbench.engine.train.ExampleScorer;
import org.dpoworkbench.engine.train.TinyRun;
import org.dpoworkbench.engine.train.Trainer;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampledKlTest {
    private static final int CAP = 2;
    private static final int VOCABULARY = 258;

    /// Most of the vocabulary, so that many completions end before the cap.
    private static final Set<Integer> END =
            IntStream.range(0, 3 * VOCABULARY / 4).boxed().collect(Collectors.toSet());

    private static final Path ADAPTER = Goldens.path("trajectories/gpt2_lora/adapter_final");

    @TempDir
    Path folder;

    private final Backend backend = TinyRun.backend();
    private final ModelFolder model = TinyRun.model();
    private final List<TokenizedPair> pairs = TinyRun.pairs(0, 8);
    private final int[] prompt = pairs.getFirst().prompt();

    private static RunConfig config(SamplingConfig sampling) {
        return TinyRun.config(TinyRun.DPO, TinyRun.ADAMW, TinyRun.batch(4, 1, 4, Sampling.SEQUENTIAL))
                .withEvaluation(new EvaluationConfig(0, 1, 1, sampling, 2));
    }

    private static RunConfig config() {
        return config(SamplingConfig.plain(CAP, 1));
    }

    private Trainer trainer(RunConfig config, ModelFolder reference) {
        Trainer trainer = new Trainer(config, backend, model, TinyRun.set(pairs, pairs));
        trainer.prepare(reference, reference == model, folder.resolve("cache"), Progress.NONE);
        trainer.load(model);
        return trainer;
    }

    private Map<String, Double> estimate(RunConfig config, Trainer trainer, AdaptedModel reference, int samples) {
        List<int[]> prompts = Collections.nCopies(samples, prompt);
        return new SampledKl(config, backend, reference, END, trainer, prompts, Progress.NONE).metrics();
    }

    @Test
    void whileThePolicyIsTheReferenceItIsZeroToTheBit() {
        assertThat(estimate(config(), trainer(config(), model), AdaptedModel.of(model), 40))
                .containsEntry("kl/sampled", 0.0)
                .containsEntry("kl/sampled_error", 0.0)
                .containsEntry("kl/sampled_cap", (double) CAP);
    }

    /// Σ_y π(y) (log π(y) − log π_ref(y)) over every completion: those of one token that ends it, and all of two.
    @Test
    void itIsTheExactDivergenceOfTheCappedProcessWithinItsStandardError() throws IOException {
        ModelFolder reference = TinyRun.trained(folder.resolve("trained"));
        Decoder policyModel = decoder(model);
        Decoder referenceModel = decoder(reference);
        double[] policyFirst = logProbs(policyModel, prompt);
        double[] referenceFirst = logProbs(referenceModel, prompt);
        double exact = 0;
        double squares = 0;
        double all = 0;
        double capped = 0;
        for (int first = 0; first < VOCABULARY; first++) {
            if (END.contains(first)) {
                double ratio = policyFirst[first] - referenceFirst[first];
                exact += Math.exp(policyFirst[first]) * ratio;
                squares += Math.exp(policyFirst[first]) * ratio * ratio;
                all += Math.exp(policyFirst[first]);
                continue;
            }
            int[] context = Arrays.copyOf(prompt, prompt.length + 1);
            context[prompt.length] = first;
            double[] policySecond = logProbs(policyModel, context);
            double[] referenceSecond = logProbs(referenceModel, context);
            for (int second = 0; second < VOCABULARY; second++) {
                double logp = policyFirst[first] + policySecond[second];
                double ratio = logp - referenceFirst[first] - referenceSecond[second];
                exact += Math.exp(logp) * ratio;
                squares += Math.exp(logp) * ratio * ratio;
                all += Math.exp(logp);
                capped += END.contains(second) ? 0 : Math.exp(logp);
            }
        }
        assertThat(all).isCloseTo(1, within(1e-4));

        int n = 4000;
        Map<String, Double> metrics = estimate(config(), trainer(config(), reference), AdaptedModel.of(reference), n);
        double deviation = Math.sqrt(squares - exact * exact);
        assertThat(exact).as("the two models differ").isGreaterThan(0.1);
        assertThat(metrics.get("kl/sampled_error"))
                .isCloseTo(deviation / Math.sqrt(n), within(0.1 * deviation / Math.sqrt(n)));
        assertThat(metrics.get("kl/sampled")).isCloseTo(exact, within(4 * metrics.get("kl/sampled_error")));
        assertThat(metrics.get("kl/sampled_capped"))
                .isCloseTo(capped, within(4 * Math.sqrt(capped * (1 - capped) / n)));
    }

    private Decoder decoder(ModelFolder of) {
        Decoder decoder = Decoder.forScoring(backend, of.architecture(), 512);
        WeightLoader.load(of, decoder);
        return decoder;
    }

    private double[] logProbs(Decoder decoder, int[] context) {
        var batch = new PackedBatch(512, VOCABULARY);
        int[][] tokens =
                IntStream.range(0, VOCABULARY).mapToObj(t -> new int[] {t}).toArray(int[][]::new);
        boolean[][] scored = IntStream.range(0, VOCABULARY)
                .mapToObj(_ -> new boolean[] {true})
                .toArray(boolean[][]::new);
        Packer.add(batch, context, tokens, scored);
        double[] logProbs = new double[VOCABULARY];
        decoder.forward(batch, logProbs);
        return logProbs;
    }

    @Test
    void howTheRunsSamplesAreDrawnDoesNotEnter() throws IOException {
        ModelFolder reference = TinyRun.trained(folder.resolve("trained"));
        Trainer trainer = trainer(config(), reference);
        AdaptedModel other = AdaptedModel.of(reference);
        RunConfig narrow = config(new SamplingConfig(CAP, 0.2, 2, 0.5, 0, 1.3, List.of()));
        assertThat(estimate(narrow, trainer, other, 50))
                .isEqualTo(estimate(config(), trainer, other, 50))
                .isEqualTo(estimate(config(SamplingConfig.plain(CAP, 0)), trainer, other, 50));
    }

    @Test
    void anAdapterIsHeldAgainstItsBaseWithoutASecondCopyOfIt() {
        for (FrozenDtype dtype : FrozenDtype.values()) {
            RunConfig config = config().withLora(Optional.of(LoraConfig.fresh(4, 8, 0, Optional.empty(), false)))
                    .withMemory(new MemoryConfig(false, dtype));
            Trainer trainer = trainer(config, model);
            trainer.sampler();
            long bytes = trainer.allocatedBytes();
            assertThat(estimate(config, trainer, AdaptedModel.of(model), 40)).containsEntry("kl/sampled", 0.0);
            for (int step = 0; step < 4; step++) {
                trainer.step();
            }
            assertThat(estimate(config, trainer, AdaptedModel.of(model), 40).get("kl/sampled_error"))
                    .isPositive();
            assertThat(trainer.allocatedBytes()).isEqualTo(bytes);
        }
    }

    /// The log-probs with the adapter off are the base's, and the adapter is on again afterwards.
    @Test
    void withTheAdapterOffItIsTheBase() {
        RunConfig config = config().withLora(Optional.of(LoraConfig.from(ADAPTER)));
        RunConfig named = config.withModel(new ModelConfig(model.path(), Optional.of(model.path()), SaveDtype.FLOAT32));
        Trainer trainer = trainer(named, model);
        List<TokenizedCompletion> examples =
                pairs.stream().map(SampledKlTest::chosen).toList();
        double[] before = trainer.logProbs(examples);
        double[] off = trainer.referenceLogProbs(examples).orElseThrow();
        var base = new ExampleScorer(backend, examples).scores(AdaptedModel.of(model), "base", Progress.NONE);
        for (int i = 0; i < off.length; i++) {
            assertThat(off[i]).isCloseTo(base.of(i, 0), within(1e-4)).isNotCloseTo(before[i], within(1e-2));
        }
        assertThat(trainer.logProbs(examples)).isEqualTo(before);
    }

    /// Its reference is that adapter as it was, which the trainer has no more after a step.
    @Test
    void anAdapterThatIsTrainedOnIsHeldAgainstItself() {
        RunConfig config = config().withLora(Optional.of(LoraConfig.from(ADAPTER)));
        AdaptedModel start = AdaptedModel.open(new ModelSource(model.path(), Optional.of(ADAPTER)));
        Trainer trainer = trainer(config, model);
        assertThat(trainer.referenceLogProbs(List.of())).isEmpty();
        assertThat(estimate(config, trainer, start, 40)).containsEntry("kl/sampled", 0.0);
    }

    private static TokenizedCompletion chosen(TokenizedPair pair) {
        boolean[] scored = new boolean[pair.chosen().length];
        Arrays.fill(scored, true);
        return new TokenizedCompletion(
                pair.id(), "", pair.line(), pair.prompt(), pair.chosen(), scored, false, true, Optional.empty());
    }
}
