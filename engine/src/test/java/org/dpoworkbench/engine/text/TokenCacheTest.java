package org.dpoworkbench.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.config.PromptExtraction;
import org.dpoworkbench.engine.data.Finding;
import org.dpoworkbench.engine.data.RecordKind;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// Tokens that are kept in a file are those that are made anew. The files here are of 9 MiB, so that they are kept.
class TokenCacheTest {
    private static final int PAIRS = 3000;

    @TempDir
    Path folder;

    private TextModel model;

    @BeforeEach
    void open() {
        model = Goldens.model();
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void whatIsKeptIsWhatIsMadeAnew() throws IOException {
        DataConfig config = Configs.of(pairs()).heldOut(0.1).maxLength(64).config();

        TokenizedSet<TokenizedPair> made = load(config, Optional.empty(), Progress.NONE);
        TokenizedSet<TokenizedPair> first = load(config, Optional.of(cache()), Progress.NONE);
        List<String> phases = new ArrayList<>();
        TokenizedSet<TokenizedPair> second = load(config, Optional.of(cache()), (phase, _, _) -> phases.add(phase));

        assertThat(cached()).hasSize(1);
        assertThat(phases).as("no tokens are made").doesNotContain("Making tokens");
        for (TokenizedSet<TokenizedPair> kept : List.of(first, second)) {
            assertThat(kept.report()).isEqualTo(made.report());
            same(kept.train(), made.train());
            same(kept.heldOut(), made.heldOut());
        }
        assertThat(made.report().dropped()).isNotEmpty();
        assertThat(made.heldOut()).hasSizeBetween(290, 310);
    }

    @Test
    void otherLimitsAndOtherDataAreKeptApart() throws IOException {
        Path file = pairs();
        load(Configs.of(file).maxLength(64).config(), Optional.of(cache()), Progress.NONE);
        load(Configs.of(file).maxLength(32).config(), Optional.of(cache()), Progress.NONE);
        Files.writeString(file, Files.readString(file).replace("answer 7", "answer x"));
        load(Configs.of(file).maxLength(32).config(), Optional.of(cache()), Progress.NONE);

        assertThat(cached()).hasSize(3);
    }

    @Test
    void excludedPairsAreLeftOutOfWhatIsKeptAndNotLost() throws IOException {
        Path file = pairs();
        DataConfig all = Configs.of(file).maxLength(64).config();
        String id =
                load(all, Optional.of(cache()), Progress.NONE).train().get(5).id();

        TokenizedSet<TokenizedPair> less = load(all.withExclude(List.of(id)), Optional.of(cache()), Progress.NONE);

        assertThat(cached()).hasSize(1);
        assertThat(less.train()).noneMatch(pair -> pair.id().equals(id));
        assertThat(less.train())
                .hasSize(load(all, Optional.of(cache()), Progress.NONE).train().size() - 1);
    }

    @Test
    void workThatIsEndedLeavesNothing() throws IOException {
        DataConfig config = Configs.of(pairs()).maxLength(64).config();

        assertThatThrownBy(() -> load(config, Optional.of(cache()), (phase, done, _) -> {
                    if (phase.equals("Making tokens") && done > 1000) {
                        throw new CancellationException("enough");
                    }
                }))
                .isInstanceOf(CancellationException.class);

        assertThat(cached()).isEmpty();
    }

    @Test
    void aFileThatIsNotWholeIsMadeAnew() throws IOException {
        DataConfig config = Configs.of(pairs()).maxLength(64).config();
        int size = load(config, Optional.of(cache()), Progress.NONE).train().size();
        Path file = cached().getFirst();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 100));

        assertThat(load(config, Optional.of(cache()), Progress.NONE).train()).hasSize(size);
    }

    @Test
    void aFileThatIsNotAsItWasWrittenIsMadeAnew() throws IOException {
        DataConfig config = Configs.of(pairs()).maxLength(64).config();
        TokenizedSet<TokenizedPair> made = load(config, Optional.empty(), Progress.NONE);
        load(config, Optional.of(cache()), Progress.NONE);
        Path file = cached().getFirst();
        byte[] bytes = Files.readAllBytes(file);
        for (int at : new int[] {200, bytes.length / 2, bytes.length - 60, bytes.length - 18}) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 1;
            Files.write(file, damaged);

            same(load(config, Optional.of(cache()), Progress.NONE).train(), made.train());
            assertThat(file).hasBinaryContent(bytes);
        }
    }

    @Test
    void aWriterThatWasKilledLeavesNothingThatIsUsedOrStays() throws IOException {
        DataConfig config = Configs.of(pairs()).maxLength(64).config();
        load(config, Optional.of(cache()), Progress.NONE);
        Path file = cached().getFirst();
        Path half = cache().resolve(file.getFileName() + "123.part");
        Files.write(half, Arrays.copyOf(Files.readAllBytes(file), 5000));
        Files.setLastModifiedTime(half, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        Files.delete(file);

        load(config, Optional.of(cache()), Progress.NONE);

        assertThat(cached()).containsExactly(file);
    }

    @Test
    void whateverChangesTokensIsKeptApart() throws IOException {
        Path file = pairs();
        Path home = modelFolder();
        ColumnMapping columns =
                ColumnMapping.pair(Optional.of("prompt"), Optional.of("rejected"), Optional.of("chosen"));
        List<DataConfig> different = List.of(
                Configs.of(file).config(),
                Configs.of(file).maxLength(64).config(),
                Configs.of(file).maxLength(64).original(20).config(),
                Configs.of(file).maxLength(64).original(30).config(),
                Configs.of(file).maxLength(64).scoreUserTurns().config(),
                Configs.of(file).maxLength(64).columns(columns).config(),
                Configs.of(file)
                        .maxLength(64)
                        .promptExtraction(PromptExtraction.MARKER)
                        .config());
        different.forEach(config -> keep(home, RecordKind.PAIRS, config));
        assertThat(cached()).hasSize(7);

        keep(home, RecordKind.COMPLETIONS, different.get(1));
        assertThat(cached()).as("kind").hasSize(8);
        Path settings = home.resolve("tokenizer_config.json");
        int size = 8;
        for (String other : List.of(
                "{\"eos_token\": \"a\"}",
                "{\"eos_token\": \"a\", \"bos_token\": \"b\"}",
                "{\"eos_token\": \"a\", \"bos_token\": \"b\", \"chat_template\": \"{{ messages }}\"}")) {
            Files.writeString(settings, other);
            keep(home, RecordKind.PAIRS, different.get(1));
            assertThat(cached()).as(other).hasSize(++size);
        }
        Path tokenizer = home.resolve("tokenizer.json");
        Files.writeString(tokenizer, Files.readString(tokenizer) + " ");
        keep(home, RecordKind.PAIRS, different.get(1));
        assertThat(cached()).as("tokenizer.json").hasSize(++size);

        keep(
                home,
                RecordKind.PAIRS,
                Configs.of(file).maxLength(64).skipInvalid().heldOut(0.2).config());
        assertThat(cached()).as("what does not change tokens").hasSize(size);
    }

    @Test
    void recordsThatCannotBeReadStopARunThatFindsItsTokensKept() throws IOException {
        Path file = pairs();
        Files.writeString(file, "{}\n", StandardOpenOption.APPEND);
        load(Configs.of(file).maxLength(64).skipInvalid().config(), Optional.of(cache()), Progress.NONE);

        assertThatThrownBy(() -> load(Configs.of(file).maxLength(64).config(), Optional.of(cache()), Progress.NONE))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("line 3001");
        assertThat(cached()).hasSize(1);
    }

    private void keep(Path home, RecordKind kind, DataConfig config) {
        try (TextModel text = TextModel.open(home, model.limits())) {
            PairLoader.load(kind, TokenizedPair.class, config, text, Optional.of(cache()), Progress.NONE);
        }
    }

    private Path modelFolder() throws IOException {
        Path home = Files.createDirectory(folder.resolve("model"));
        for (String name : List.of("tokenizer.json", "tokenizer_config.json")) {
            Files.copy(Goldens.path("tokenizer/" + name), home.resolve(name));
        }
        return home;
    }

    @Test
    void labelledAndRankedOnesAreKeptToo() throws IOException {
        Path file = folder.resolve("lists.jsonl");
        write(
                file,
                i -> Map.of(
                        "prompt", "question " + i,
                        "completions", List.of("a" + i, "b" + i, "c" + i),
                        "scores", List.of(i % 3, 1, 2),
                        "source", i % 2 == 0 ? "even" : "odd",
                        "other", "x".repeat(3200)));
        DataConfig config = Configs.of(file).maxLength(64).config();

        TokenizedSet<TokenizedRanking> made = PairLoader.loadRankings(config, model, Progress.NONE);
        PairLoader.load(
                RecordKind.RANKINGS, TokenizedRanking.class, config, model, Optional.of(cache()), Progress.NONE);
        TokenizedSet<TokenizedRanking> kept = PairLoader.load(
                RecordKind.RANKINGS, TokenizedRanking.class, config, model, Optional.of(cache()), Progress.NONE);

        assertThat(cached()).hasSize(1);
        assertThat(kept.report()).isEqualTo(made.report());
        same(kept.train(), made.train());
        assertThat(kept.train().get(1).group()).contains("odd");
        assertThat(kept.train().get(0).completions()).isEqualTo(3);
        assertThat(kept.train().get(1).completions()).as("a tie leaves two").isEqualTo(2);
        assertThat(kept.report().findings(Finding.EQUALS_LEFT_OUT))
                .as("two of three lists have a tie")
                .isEqualTo((int) kept.train().stream()
                        .filter(list -> list.completions() == 2)
                        .count())
                .isPositive();
    }

    private TokenizedSet<TokenizedPair> load(DataConfig config, Optional<Path> cache, Progress progress) {
        return PairLoader.load(RecordKind.PAIRS, TokenizedPair.class, config, model, cache, progress);
    }

    private Path cache() {
        return folder.resolve("cache");
    }

    private List<Path> cached() throws IOException {
        try (Stream<Path> files = Files.list(cache())) {
            return files.filter(file -> file.getFileName().toString().startsWith("tokens-"))
                    .toList();
        }
    }

    private Path pairs() throws IOException {
        Path file = folder.resolve("pairs.jsonl");
        write(
                file,
                i -> Map.of(
                        "prompt",
                        "question " + i,
                        "chosen",
                        i % 100 == 3 ? "same" : "good answer " + i + (i % 7 == 0 ? " and more".repeat(10) : ""),
                        "rejected",
                        i % 100 == 3 ? "same" : "bad",
                        "other",
                        "x".repeat(3200)));
        return file;
    }

    private static void write(Path file, IntFunction<Map<String, Object>> record) throws IOException {
        Files.write(
                file,
                IntStream.range(0, PAIRS)
                        .mapToObj(i -> JsonMapper.shared().writeValueAsString(record.apply(i)))
                        .toList());
    }

    private static void same(List<? extends TokenizedExample> kept, List<? extends TokenizedExample> made) {
        assertThat(kept).hasSameSizeAs(made);
        for (int i = 0; i < made.size(); i++) {
            TokenizedExample a = kept.get(i);
            TokenizedExample b = made.get(i);
            assertThat(a.id()).isEqualTo(b.id());
            assertThat(a.source()).isEqualTo(b.source());
            assertThat(a.line()).isEqualTo(b.line());
            assertThat(a.group()).isEqualTo(b.group());
            assertThat(a.prompt()).isEqualTo(b.prompt());
            assertThat(a.completions()).isEqualTo(b.completions());
            for (int c = 0; c < a.completions(); c++) {
                assertThat(a.completion(c)).isEqualTo(b.completion(c));
                assertThat(a.scored(c)).isEqualTo(b.scored(c));
                assertThat(a.cut(c)).isEqualTo(b.cut(c));
            }
        }
    }
}
