package org.dpoworkbench.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.config.BatchConfig;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.model.Decoder;
import org.dpoworkbench.engine.model.WeightLoader;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.text.TokenizedPair;
import org.dpoworkbench.engine.text.TokenizedSet;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What may and what may not change a run's numbers: the packing by rounding alone, the cache not at all.
class SameNumbersTest {
    private static final int STEPS = 5;
    private static final int SMALL = 128;

    @TempDir
    Path path;

    private ModelFolder policy;
    private ModelFolder reference;
    private final TokenizedSet<TokenizedPair> set = TinyRun.set(TinyRun.pairs(0, 10), TinyRun.pairs(10, 16));

    @BeforeEach
    void twoModels() throws IOException {
        reference = TinyRun.model();
        policy = TinyRun.trained(path.resolve("trained"));
    }

    @Test
    void theSameConfigurationGivesTheSameBits() {
        assertThat(run(2048, "one", Progress.NONE)).isEqualTo(run(2048, "other", Progress.NONE));
    }

    @Test
    void anotherTokenBudgetChangesNothingBeyondRounding() {
        List<Map<String, Double>> large = run(2048, "one", Progress.NONE);
        List<Map<String, Double>> small = run(SMALL, "other", Progress.NONE);
        assertThat(small).isNotEqualTo(large); // or the budget had no effect and nothing is shown
        for (int s = 0; s < STEPS; s++) {
            Map<String, Double> wanted = large.get(s);
            small.get(s)
                    .forEach((name, value) -> assertThat(value)
                            .as(name)
                            .isCloseTo(wanted.get(name), within(5e-5 * Math.max(1, Math.abs(wanted.get(name))))));
        }
    }

    @Test
    void aCachedReferenceGivesTheSameBitsWithoutAnotherPass() {
        List<Map<String, Double>> missed = run(2048, "cache", Progress.NONE);
        List<Map<String, Double>> hit = run(2048, "cache", (phase, _, _) -> {
            throw new AssertionError(phase);
        });
        assertThat(hit).isEqualTo(missed);
    }

    @Test
    void aCorruptOrTruncatedCacheIsAsGoodAsNone() throws IOException {
        List<Map<String, Double>> first = run(2048, "cache", Progress.NONE);
        Path file = onlyFile(path.resolve("cache"));
        byte[] sound = Files.readAllBytes(file);

        byte[] corrupt = sound.clone();
        corrupt[17] ^= 1;
        for (byte[] damaged : List.of(corrupt, Arrays.copyOf(sound, sound.length - 8), new byte[0])) {
            Files.write(file, damaged);
            List<String> phases = new ArrayList<>();
            assertThat(run(2048, "cache", (phase, _, _) -> phases.add(phase))).isEqualTo(first);
            assertThat(phases).contains("reference log-probs");
            assertThat(Files.readAllBytes(file)).isEqualTo(sound);
        }
    }

    @Test
    void aCancelledReferencePassContinuesWhereItStopped() throws IOException {
        List<TokenizedPair> pairs = set.train();
        TokenBudget budget = TokenBudget.of(SMALL, 64, pairs);
        ReferenceCache cache =
                new ReferenceCache(path.resolve("cache"), "weights", "test", budget, TokenWeighting.PLAIN, pairs);
        try (Backend backend = TinyRun.backend()) {
            Decoder decoder = new Decoder(backend, reference.architecture(), budget.rows());
            WeightLoader.load(reference, decoder);
            ReferencePass pass = new ReferencePass(decoder, budget, TokenWeighting.PLAIN, cache);
            assertThatThrownBy(() -> pass.run(pairs, (_, done, _) -> {
                        if (done >= 3) {
                            throw new CancellationException("enough");
                        }
                    }))
                    .isInstanceOf(CancellationException.class);

            LogProbTable kept = new LogProbTable(pairs, TokenWeighting.PLAIN);
            cache.read(kept);
            assertThat(kept.has(0)).isTrue();
            assertThat(kept.has(pairs.size() - 1)).isFalse();

            // Marked, so that computing it again would show.
            double computed = kept.chosen(0);
            kept.set(0, -12345);
            cache.write(kept);
            LogProbTable whole = pass.run(pairs, Progress.NONE);
            assertThat(whole.chosen(0)).isEqualTo(-12345);

            LogProbTable afresh = new LogProbTable(pairs, TokenWeighting.PLAIN);
            new LogProbPass(decoder, budget, TokenWeighting.PLAIN).run(pairs, afresh, "test", Progress.NONE);
            assertThat(afresh.chosen(0)).isEqualTo(computed);
            for (int p = 1; p < pairs.size(); p++) {
                assertThat(whole.chosen(p)).isEqualTo(afresh.chosen(p));
                assertThat(whole.rejected(p)).isEqualTo(afresh.rejected(p));
            }
        }
    }

    @Test
    void theCacheKnowsWeightsPackingAndEveryToken() {
        TokenBudget budget = new TokenBudget(256, 8, 2);
        List<TokenizedPair> pairs = TinyRun.pairs(0, 3);
        TokenizedPair first = pairs.getFirst();
        int[] moved = first.chosen().clone();
        moved[2]++;
        List<TokenizedPair> otherToken = new ArrayList<>(pairs);
        otherToken.set(
                0, TokenizedPair.of(first.id(), first.source(), first.line(), first.prompt(), moved, first.rejected()));
        assertThat(Stream.of(
                                new ReferenceCache(path, "weights", "cpu", budget, TokenWeighting.PLAIN, pairs),
                                new ReferenceCache(path, "others", "cpu", budget, TokenWeighting.PLAIN, pairs),
                                new ReferenceCache(path, "weights", "gpu", budget, TokenWeighting.PLAIN, pairs),
                                new ReferenceCache(
                                        path,
                                        "weights",
                                        "cpu",
                                        new TokenBudget(255, 8, 2),
                                        TokenWeighting.PLAIN,
                                        pairs),
                                new ReferenceCache(
                                        path, "weights", "cpu", budget, TokenWeighting.PLAIN, pairs.reversed()),
                                new ReferenceCache(
                                        path, "weights", "cpu", budget, new TokenWeighting(0.5, false), pairs),
                                new ReferenceCache(path, "weights", "cpu", budget, TokenWeighting.PLAIN, otherToken))
                        .map(ReferenceCache::file))
                .doesNotHaveDuplicates();
    }

    /// The steps, then the evaluation after them.
    private List<Map<String, Double>> run(int tokensPerMicroBatch, String cache, Progress referencePass) {
        BatchConfig batch = new BatchConfig(4, 2, 1, OptionalInt.of(STEPS), Sampling.RANDOM, 7, tokensPerMicroBatch);
        try (Backend backend = TinyRun.backend()) {
            Trainer trainer = new Trainer(TinyRun.config(TinyRun.DPO, TinyRun.ADAMW, batch), backend, reference, set);
            trainer.prepare(reference, false, path.resolve(cache), referencePass);
            trainer.load(policy);
            return TinyRun.stepTo(trainer, STEPS);
        }
    }

    private static Path onlyFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }
}
