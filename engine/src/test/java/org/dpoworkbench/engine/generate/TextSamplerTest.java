package org.dpoworkbench.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.cpu.CpuBackend;
import org.dpoworkbench.engine.config.SamplingConfig;
import org.dpoworkbench.engine.golden.Goldens;
import org.dpoworkbench.engine.model.Decoder;
import org.dpoworkbench.engine.model.PackedBatch;
import org.dpoworkbench.engine.model.Packer;
import org.dpoworkbench.engine.model.WeightLoader;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TextSamplerTest {
    private static final int ROWS = 64;
    private static final SamplingSettings WARM = new SamplingSettings(SamplingConfig.plain(10, 1), 5, Set.of());

    private final Backend backend = open();

    /// What computes; another backend's tests say another.
    Backend open() {
        return new CpuBackend(2);
    }

    @AfterEach
    void close() {
        backend.close();
    }

    @ParameterizedTest
    @MethodSource("org.dpoworkbench.engine.model.GoldenModel#families")
    void greedyIsTransformersAlsoBesideOtherPrompts(String family) {
        JsonNode golden = Goldens.json("forward/" + family + ".json").get("greedy");
        int[] prompt = Goldens.ints(golden.get("prompt_ids"));
        int[] expected = Goldens.ints(golden.get("new_ids"));
        SamplingSettings greedy = new SamplingSettings(SamplingConfig.plain(expected.length, 0), 0, Set.of());
        TextSampler sampler = sampler(family);
        assertThat(sampler.sample(List.of(prompt), greedy, Progress.NONE)
                        .getFirst()
                        .tokens())
                .isEqualTo(expected);

        // Together they do not fit one micro-batch of 64 rows.
        List<int[]> others = List.of(
                new int[] {3},
                Arrays.copyOf(prompt, 4),
                prompt,
                concat(prompt, expected),
                Arrays.copyOfRange(prompt, 2, 9));
        List<Completion> together = sampler.sample(others, greedy, Progress.NONE);
        assertThat(together.get(2).tokens()).isEqualTo(expected);
        for (int p = 0; p < others.size(); p++) {
            assertThat(together.get(p).tokens())
                    .as("prompt %s", p)
                    .isEqualTo(sampler.sample(List.of(others.get(p)), greedy, Progress.NONE)
                            .getFirst()
                            .tokens());
            assertThat(together.get(p).end()).isEqualTo(CompletionEnd.LENGTH);
        }
    }

    @Test
    void aCompletionStopsAtAnEndTokenAndHasIt() {
        JsonNode golden = Goldens.json("forward/gpt2.json").get("greedy");
        int[] prompt = Goldens.ints(golden.get("prompt_ids"));
        int[] expected = Goldens.ints(golden.get("new_ids")); // 66 66 66 66 66 7 7 59 95 …
        List<Completion> both = sampler("gpt2")
                .sample(
                        List.of(prompt, concat(prompt, Arrays.copyOf(expected, 7))),
                        new SamplingSettings(SamplingConfig.plain(5 + 2, 0), 0, Set.of(7, 95)),
                        Progress.NONE);
        assertThat(both.getFirst()).satisfies(c -> {
            assertThat(c.tokens()).isEqualTo(Arrays.copyOf(expected, 6));
            assertThat(c.end()).isEqualTo(CompletionEnd.END_TOKEN);
        });
        assertThat(both.getLast()).satisfies(c -> {
            assertThat(c.tokens()).isEqualTo(new int[] {59, 95});
            assertThat(c.end()).isEqualTo(CompletionEnd.END_TOKEN);
        });
        Completion capped = sampler("gpt2")
                .sample(List.of(prompt), new SamplingSettings(SamplingConfig.plain(5, 0), 0, Set.of(7)), Progress.NONE)
                .getFirst();
        assertThat(capped.tokens()).hasSize(5);
        assertThat(capped.end()).isEqualTo(CompletionEnd.LENGTH);
    }

    /// `generate(do_sample=False, repetition_penalty=1.3)` of transformers 5.23 (`docs/goldens/sampling.py`).
    @Test
    void greedyWithARepetitionPenaltyIsTransformers() throws IOException {
        JsonNode golden;
        try (InputStream in = TextSamplerTest.class.getResourceAsStream("/sampling/penalised.json")) {
            golden = JsonMapper.shared().readTree(in);
        }
        int[] expected = Goldens.ints(golden.get("new_ids"));
        var penalised = new SamplingConfig(
                expected.length, 0, 0, 1, 0, golden.get("repetition_penalty").asDouble(), List.of());
        assertThat(sampler("gpt2")
                        .sample(
                                List.of(Goldens.ints(golden.get("prompt_ids"))),
                                new SamplingSettings(penalised, 0, Set.of()),
                                Progress.NONE)
                        .getFirst()
                        .tokens())
                .isEqualTo(expected);
    }

    @Test
    void aListenerHearsEveryToken() {
        List<Integer> heard = new ArrayList<>();
        List<Completion> both = sampler("gpt2")
                .sample(List.of(new int[] {1}, new int[] {2, 3}), WARM, Progress.NONE, (prompt, token) -> {
                    if (prompt == 1) {
                        heard.add(token);
                    }
                });
        assertThat(both.getLast().tokens())
                .containsExactly(heard.stream().mapToInt(Integer::intValue).toArray())
                .hasSize(10);
    }

    @Test
    void theSpeedCountsPromptTokensAndThoseAfterTheFirstNewOne() {
        TextSampler sampler = sampler("gpt2");
        sampler.sample(List.of(new int[] {1}, new int[] {2, 3}), WARM, Progress.NONE);
        assertThat(sampler.speed().promptTokens()).isEqualTo(3);
        assertThat(sampler.speed().newTokens()).isEqualTo(2 * 9);
        assertThat(sampler.speed().promptSeconds()).isPositive();
        assertThat(sampler.speed().newSeconds()).isPositive();
    }

    @Test
    void aStopRuleEndsACompletionAtTheTokenThatMeetsIt() {
        var settings = new SamplingSettings(SamplingConfig.plain(10, 1), 5, Set.of(), (tokens, length) -> length == 6);
        Completion c = sampler("gpt2")
                .sample(List.of(new int[] {1, 2, 3}), settings, Progress.NONE)
                .getFirst();
        assertThat(c.tokens()).hasSize(3);
        assertThat(c.end()).isEqualTo(CompletionEnd.STOP_TEXT);
    }

    /// A last token that is both an end token and the cap's says that the text is over.
    @Test
    void anEndTokenAtTheCapOrInAStopTextIsAnEndToken() {
        JsonNode golden = Goldens.json("forward/gpt2.json").get("greedy");
        int[] prompt = Goldens.ints(golden.get("prompt_ids"));
        int sixth = Goldens.ints(golden.get("new_ids"))[5];
        for (StopRule stop : List.of(StopRule.NONE, (StopRule) (tokens, length) -> length == prompt.length + 6)) {
            Completion c = sampler("gpt2")
                    .sample(
                            List.of(prompt),
                            new SamplingSettings(SamplingConfig.plain(6, 0), 0, Set.of(sixth), stop),
                            Progress.NONE)
                    .getFirst();
            assertThat(c.tokens()).hasSize(6);
            assertThat(c.end()).isEqualTo(CompletionEnd.END_TOKEN);
        }
    }

    @Property
    void roomOfTheCacheIsNeverGivenTwice(@ForAll @Size(max = 60) List<@IntRange(min = 1, max = 20) Integer> wanted) {
        var room = new CacheRoom(64);
        boolean[] used = new boolean[64];
        List<int[]> held = new ArrayList<>();
        for (int rows : wanted) {
            int first = room.take(rows);
            if (first >= 0) {
                for (int r = first; r < first + rows; r++) {
                    assertThat(used[r]).isFalse();
                    used[r] = true;
                }
                held.add(new int[] {first, rows});
            } else {
                int[] back = held.remove(held.size() / 2);
                Arrays.fill(used, back[0], back[0] + back[1], false);
                room.giveBack(back[0], back[1]);
            }
        }
        held.forEach(h -> room.giveBack(h[0], h[1]));
        assertThat(room.take(64)).isZero();
    }

    @Test
    void drawsDependOnSeedAndPromptNumberAlone() {
        TextSampler sampler = sampler("gpt2");
        int[] prompt = {5, 6, 7};
        List<int[]> beside = List.of(new int[] {1}, prompt, new int[] {9, 8, 7, 6, 5, 4, 3, 2, 1});
        List<int[]> besideOthers = List.of(new int[] {80, 81, 82, 83, 84, 85}, prompt);
        int[] drawn = second(sampler.sample(beside, WARM, Progress.NONE));
        assertThat(second(sampler.sample(besideOthers, WARM, Progress.NONE))).isEqualTo(drawn);
        assertThat(second(sampler("gpt2").sample(beside, WARM, Progress.NONE))).isEqualTo(drawn);

        SamplingSettings otherSeed = new SamplingSettings(SamplingConfig.plain(10, 1), 6, Set.of());
        assertThat(second(sampler.sample(beside, otherSeed, Progress.NONE))).isNotEqualTo(drawn);
        List<Completion> twice = sampler.sample(List.of(prompt, prompt), WARM, Progress.NONE);
        assertThat(twice.getFirst().tokens()).isNotEqualTo(second(twice));
    }

    @Test
    void theDrawsOfManyPromptsFitTheModelsOwnProbabilities() {
        // At temperature 1 the first token of equal prompts is drawn from one distribution: its likeliest token's
        // share is that token's probability, within 4 standard errors.
        int n = 3000;
        int[] prompt = Goldens.ints(
                Goldens.json("forward/gpt2.json").get("sequences").get(0).get("input_ids"));
        int[] first = Arrays.copyOf(prompt, 2);
        TextSampler sampler = sampler("gpt2");
        int likeliest = sampler.sample(
                        List.of(first), new SamplingSettings(SamplingConfig.plain(1, 0), 0, Set.of()), Progress.NONE)
                .getFirst()
                .tokens()[0];
        double probability = probability(first, likeliest);
        long hits = sampler
                .sample(
                        new ArrayList<>(Collections.nCopies(n, first)),
                        new SamplingSettings(SamplingConfig.plain(1, 1), 3, Set.of()),
                        Progress.NONE)
                .stream()
                .filter(c -> c.tokens()[0] == likeliest)
                .count();
        double error = Math.sqrt(probability * (1 - probability) / n);
        assertThat(Math.abs((double) hits / n - probability)).isLessThan(4 * error);
    }

    private double probability(int[] prompt, int token) {
        Decoder decoder = decoder("gpt2");
        var batch = new PackedBatch(ROWS, 1);
        Packer.add(batch, prompt, new int[][] {{token}}, new boolean[][] {{true}});
        double[] logProbs = new double[1];
        decoder.forward(batch, logProbs);
        return Math.exp(logProbs[0]);
    }

    /// More sequences than fit into one pass of the decoder: what they become does not depend on how many go side by
    /// side.
    @Test
    void aLargerCacheChangesNoCompletion() {
        List<int[]> prompts = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            prompts.add(IntStream.range(i, i + 30 + i).toArray());
        }
        List<int[]> few = tokens(sampler("gpt2").sample(prompts, WARM, Progress.NONE));
        var wide = new TextSampler(backend, decoder("gpt2"), ROWS, 8 * ROWS);
        assertThat(tokens(wide.sample(prompts, WARM, Progress.NONE))).containsExactlyElementsOf(few);
    }

    private static List<int[]> tokens(List<Completion> completions) {
        return completions.stream().map(Completion::tokens).toList();
    }

    @Test
    void aPromptThatCannotBeHeldIsRefused() {
        TextSampler sampler = sampler("gpt2");
        assertThatThrownBy(() -> sampler.sample(List.of(new int[55]), WARM, Progress.NONE))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("55 tokens and 10 new ones");
        assertThatThrownBy(() -> sampler.sample(List.of(new int[0]), WARM, Progress.NONE))
                .isInstanceOf(UserError.class);
        assertThat(sampler.sample(List.of(new int[54]), WARM, Progress.NONE)).hasSize(1);
    }

    @Test
    void settingsThatAreNoneAreRefused() {
        assertThatThrownBy(() -> new SamplingSettings(SamplingConfig.plain(0, -1), 1, Set.of()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("max_new_tokens")
                .hasMessageContaining("temperature");
    }

    private TextSampler sampler(String family) {
        return new TextSampler(backend, decoder(family), ROWS);
    }

    private Decoder decoder(String family) {
        ModelFolder model = ModelFolder.open(Goldens.path("models/" + family));
        Decoder decoder = Decoder.forScoring(backend, model.architecture(), ROWS);
        WeightLoader.load(model, decoder);
        return decoder;
    }

    private static int[] second(List<Completion> completions) {
        return completions.get(1).tokens();
    }

    private static int[] concat(int[] a, int[] b) {
        int[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
