package org.dpoworkbench.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.data.DataReport;
import org.dpoworkbench.engine.data.Drop;
import org.dpoworkbench.engine.data.Finding;
import org.dpoworkbench.engine.data.PairStatistics;
import org.dpoworkbench.engine.data.RecordKind;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// With the goldens' tokenizer, where a byte is a token.
class PairLoaderTest {
    private static final int EOS = Goldens.EOS;

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
    void everyCompletionGetsTheEosIdOnceAndALiteralEosTextIsTakenOff() {
        TokenizedPair pair = only(load(text("p", "a<|endoftext|>", "b")));

        assertThat(pair.prompt()).hasSize(1);
        assertThat(pair.chosen()).hasSize(2).endsWith(EOS);
        assertThat(pair.rejected()).hasSize(2).endsWith(EOS);
        assertThat(pair.chosenScored()).containsExactly(true, true);
    }

    @Test
    void anEosTextThatStaysIsCountedAsADoubleEos() {
        DataReport report = load(text("p", "a<|endoftext|><|endoftext|>", "b")).report();

        assertThat(report.findings(Finding.DOUBLE_EOS)).isEqualTo(1);
    }

    @Test
    void textAfterAnEndTokenIsCounted() {
        DataReport report = load(text("p", "a<|endoftext|>b", "b")).report();

        assertThat(report.findings(Finding.TEXT_AFTER_END)).isEqualTo(1);
        assertThat(report.findings(Finding.DOUBLE_EOS)).isZero();
    }

    @Test
    void aPromptThatBeginsWithTwoBosIsCounted() {
        assertThat(load(text("<|endoftext|><|endoftext|>p", "a", "b")).report().findings(Finding.DOUBLE_BOS))
                .isEqualTo(1);
    }

    @Test
    void tokenIdsGetNothingAppendedAndAnUnusualEndIsCounted() {
        TokenizedSet<TokenizedPair> set = load(tokens("[1,2]", "[3]", "[4,256]"));

        assertThat(only(set).chosen()).containsExactly(3);
        assertThat(only(set).rejected()).containsExactly(4, EOS);
        assertThat(set.report().findings(Finding.UNUSUAL_END)).isEqualTo(1);
    }

    @Test
    void tokenIdsNeedNoTokenizer() throws IOException {
        Path bare = Files.createDirectory(folder.resolve("bare"));
        try (TextModel bareModel = TextModel.open(bare, Goldens.LIMITS)) {
            TokenizedSet<TokenizedPair> set =
                    PairLoader.load(config(tokens("[1]", "[2]", "[3]")), bareModel, Progress.NONE);

            assertThat(set.train()).hasSize(1);
            assertThatThrownBy(() -> PairLoader.load(config(text("p", "a", "b")), bareModel, Progress.NONE))
                    .isInstanceOf(UserError.class)
                    .hasMessageContainingAll("tokenizer.json", "prompt_input_ids");
        }
    }

    @Test
    void pairsThatTeachNothingAreDroppedAndCountedByReason() {
        DataReport report = load(
                        text("p", "a", "b"),
                        text("p", "a", "a"),
                        text("p", "", "b"),
                        text("p", "b", "b<|endoftext|>"),
                        text("p".repeat(128), "a", "b"))
                .report();

        assertThat(report.sources().getFirst().kept()).isEqualTo(1);
        assertThat(report.dropped(Drop.IDENTICAL_SIDES)).isEqualTo(2);
        assertThat(load(tokens("[1]", "[2]", "[2]"), tokens("[1]", "[2]", "[3]"))
                        .report()
                        .dropped(Drop.IDENTICAL_SIDES))
                .isEqualTo(1);
        assertThat(report.dropped(Drop.EMPTY_SIDE)).isEqualTo(1);
        assertThat(report.dropped(Drop.PROMPT_FILLS_MAX_LENGTH)).isEqualTo(1);
        assertThat(report.dropped()).extracting(drop -> drop.place().number()).containsExactly(2L, 3L, 4L, 5L);
    }

    @Test
    void whatIsLostIsToldInOneSentence() {
        DataConfig config =
                withMaxLength(6, text("pp", "abc", "abcdefgh"), text("pp", "a", "a"), text("pppppp", "a", "b"));

        assertThat(PairLoader.load(config, model, Progress.NONE).report().losses())
                .contains(
                        "Of 3 records, 1 is dropped (chosen and rejected are the same), 1 is dropped (the prompt fills"
                                + " max_length), 1 is kept though the rejected side is cut at max_length (6 tokens).");
        assertThat(load(text("p", "a", "b")).report().losses()).isEmpty();
    }

    @Test
    void theBriefReportTellsCountsReasonsAndTheLengthInForce() {
        DataReport report = PairLoader.load(config(text("p", "a", "b"), text("p", "a", "a")), model, Progress.NONE)
                .report();

        assertThat(report.brief())
                .contains("2: 1 kept, 1 dropped, 0 cannot be read", "1: chosen and rejected are the same (line 2)")
                .contains("1 to train on, 0 held out", "tokens, the default: min(1024, the model's context)")
                .doesNotContain("median");
    }

    @Test
    void completionsAreCutAtTheRightAndCountedPerSide() {
        DataConfig config = withMaxLength(6, text("pp", "abc", "abcdefgh"), text("pp", "abcd12", "abcd34"));

        TokenizedSet<TokenizedPair> set = PairLoader.load(config, model, Progress.NONE);

        TokenizedPair first = set.train().getFirst();
        assertThat(first.chosen()).hasSize(4).endsWith(EOS);
        assertThat(first.chosenCut()).isFalse();
        assertThat(first.rejected()).hasSize(4).doesNotContain(EOS);
        assertThat(first.rejectedCut()).isTrue();
        assertThat(set.report().findings(Finding.CHOSEN_CUT)).isEqualTo(1);
        assertThat(set.report().findings(Finding.REJECTED_CUT)).isEqualTo(2);
        assertThat(set.report().findings(Finding.CUT_LOST_END)).isEqualTo(2);
        assertThat(set.report().findings(Finding.IDENTICAL_AFTER_CUT)).isEqualTo(1);
        assertThat(set.report().statistics())
                .get()
                .isInstanceOfSatisfying(
                        PairStatistics.class,
                        statistics -> assertThat(statistics.rejected().max()).isEqualTo(9));
    }

    @Test
    void withoutAPromptTheFirstCompletionTokenIsNotScored() {
        TokenizedPair pair = only(load(text("", "ab", "b")));

        assertThat(pair.prompt()).isEmpty();
        assertThat(pair.chosenScored()).containsExactly(false, true, true);
        assertThat(load(tokens("[]", "[1]", "[2,3]"), tokens("[]", "[1,2]", "[3,4]"))
                        .report()
                        .dropped(Drop.NO_SCORED_TOKEN))
                .isEqualTo(1);
    }

    @Test
    void userTurnsInsideACompletionAreNotScoredUnlessAskedFor() {
        String asked = "\\n\\nHuman: é?\\n\\nAssistant:";
        String line = "{\"chosen\":\"" + asked + " Yes\",\"rejected\":\"" + asked + " No" + asked + " \"}";

        TokenizedSet<TokenizedPair> set = load(line);

        boolean[] scored = only(set).rejectedScored();
        int turn = "\n\nHuman: é?\n\nAssistant:".getBytes(StandardCharsets.UTF_8).length;
        for (int i = 0; i < scored.length; i++) {
            assertThat(scored[i]).as("token %d", i).isEqualTo(i < 3 || i >= 3 + turn);
        }
        assertThat(scored).hasSize(3 + turn + 2);
        assertThat(set.report().findings(Finding.UNSCORED_USER_TURN)).isEqualTo(1);
        DataConfig trls = Configs.of(write(line)).scoreUserTurns().config();
        assertThat(PairLoader.load(trls, model, Progress.NONE)
                        .train()
                        .getFirst()
                        .rejectedScored())
                .containsOnly(true);
    }

    @Test
    void aPairIsKnownByPromptAndUnorderedAnswers() {
        TokenizedSet<TokenizedPair> set =
                load(text("p", "a", "b"), text("p", "b", "a"), text("p", "a", "b"), text("q", "a", "b"));

        List<String> ids = set.train().stream().map(TokenizedPair::id).toList();
        assertThat(ids.get(0))
                .hasSize(16)
                .isEqualTo(ids.get(1))
                .isEqualTo(ids.get(2))
                .isNotEqualTo(ids.get(3));
        assertThat(set.report().findings(Finding.CONFLICTING_LABEL)).isEqualTo(2);
    }

    @Test
    void duplicatesAreKeptAndCounted() {
        TokenizedSet<TokenizedPair> set = load(text("p", "a", "b"), text("p", "a", "b"));

        assertThat(set.train()).hasSize(2);
        assertThat(set.report().findings(Finding.DUPLICATE)).isEqualTo(1);
    }

    @Test
    void completionsAsGoodAsOthersThatARankingLeavesOutAreCounted() throws IOException {
        Path file = folder.resolve("lists.jsonl");
        Files.writeString(file, """
                {"prompt":"p","completions":["a","b","c","d"],"scores":[1,2,2,2]}
                {"prompt":"q","completions":["a","b","c"],"scores":[1,2,3]}
                {"prompt":"r","completions":["a","b","c"],"ranks":[0,1,1],"scores":[3,1,1]}
                {"prompt":"s","completions":["a","b"],"scores":[2,2]}
                """);
        DataConfig config = Configs.of(file).config();
        DataReport ranked =
                PairLoader.loadRankings(config, model, Progress.NONE).report();

        assertThat(ranked.trainPairs()).isEqualTo(3);
        assertThat(ranked.findings(Finding.EQUALS_LEFT_OUT)).isEqualTo(2);
        assertThat(ranked.dropped(Drop.TIE)).isEqualTo(1);
        assertThat(ranked.brief()).contains("Counted     2: the ranking is without completions that are as good");
        assertThat(PairLoader.load(config, model, Progress.NONE).report().findings(Finding.EQUALS_LEFT_OUT))
                .as("pairs are made of all")
                .isZero();
    }

    @Test
    void allPairsOfAPromptAreOnOneSideOfTheSplit() {
        String[] lines = new String[60];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = text("prompt " + i % 20, "good " + i, "bad " + i);
        }
        DataConfig config = Configs.of(write(lines)).heldOut(0.25).config();

        TokenizedSet<TokenizedPair> set = PairLoader.load(config, model, Progress.NONE);

        assertThat(set.heldOut()).hasSize(15);
        assertThat(set.train()).hasSize(45);
        var trained = set.train().stream()
                .map(pair -> List.of(model.tokenizer().orElseThrow().decode(pair.prompt())))
                .toList();
        assertThat(set.heldOut())
                .allSatisfy(pair -> assertThat(trained)
                        .doesNotContain(List.of(model.tokenizer().orElseThrow().decode(pair.prompt()))));
        assertThat(set.report().findings(Finding.PROMPT_IN_TRAINING)).isZero();
    }

    @Test
    void namedHeldOutFilesWinAndTheirOverlapIsCounted() throws IOException {
        Path heldOut = folder.resolve("test.jsonl");
        Files.writeString(heldOut, text("p", "x", "y") + "\n" + text("q", "x", "y"));
        DataConfig config = Configs.of(write(text("p", "a", "b"), text("r", "a", "b")))
                .evalData(heldOut)
                .heldOut(0.5)
                .config();

        TokenizedSet<TokenizedPair> set = PairLoader.load(config, model, Progress.NONE);

        assertThat(set.train()).hasSize(2);
        assertThat(set.heldOut()).hasSize(2).allMatch(pair -> pair.source().endsWith("test.jsonl"));
        assertThat(set.report().findings(Finding.PROMPT_IN_TRAINING)).isEqualTo(1);
    }

    @Test
    void onlyTheFirstPairsAreUsedWhereMaxPairsSaysSo() {
        DataConfig config = Configs.of(
                        write(text("p", "a", "a"), text("p", "a", "b"), text("p", "a", "c"), text("p", "a", "d")))
                .maxPairs(2)
                .config();

        TokenizedSet<TokenizedPair> set = PairLoader.load(config, model, Progress.NONE);

        assertThat(set.train()).extracting(TokenizedPair::line).containsExactly(2L, 3L);
        assertThat(set.report().sources().getFirst().unused()).isEqualTo(1);
    }

    @Test
    void unreadableRecordsStopWithTheFirstPlacesAndTheCount() {
        String[] lines = new String[9];
        Arrays.fill(lines, "{");
        lines[0] = text("p", "a", "b");

        assertThatThrownBy(() -> load(lines))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("line 2", "line 6", "3 more", "8 records cannot be read", "--skip-invalid");
    }

    @Test
    void unreadableRecordsCanBeSkippedAndAreCounted() {
        DataConfig config =
                Configs.of(write("{", text("p", "a", "b"))).skipInvalid().config();

        TokenizedSet<TokenizedPair> set = PairLoader.load(config, model, Progress.NONE);

        assertThat(set.train()).hasSize(1);
        assertThat(set.report().refusedCount()).isEqualTo(1);
        assertThat(set.report().refused()).singleElement().asString().contains("line 1");
    }

    @Test
    void noPairLeftIsAnErrorThatNamesTheReasons() {
        assertThatThrownBy(() -> load(text("p", "a", "a"), text("p", "", "a")))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll(
                        "No pair is left", "1 × a side is empty", "1 × chosen and rejected are the same");
    }

    @Test
    void aFileOfCompletionsIsToldApart() {
        assertThatThrownBy(() -> load("{\"prompt\":\"p\",\"completion\":\"a\"}"))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("\"chosen\" and \"rejected\" are missing", "`dpo sft`");
        assertThatThrownBy(() -> load("{\"prompt_input_ids\":[1],\"completion_input_ids\":[2]}"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("`dpo sft`");
        assertThatThrownBy(() -> load("{\"prompt\":\"p\",\"answer\":\"a\"}"))
                .isInstanceOf(UserError.class)
                .message()
                .doesNotContain("`dpo sft`");
    }

    @Test
    void anEmptyFileIsAnError() {
        assertThatThrownBy(() -> load("")).isInstanceOf(UserError.class).hasMessageContaining("empty");
    }

    @Test
    void allFilesThatCannotBeReadAreNamedAtOnce() {
        DataConfig config = DataConfig.of(List.of(folder.resolve("one"), folder.resolve("two")));

        assertThatThrownBy(() -> PairLoader.load(config, model, Progress.NONE))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.problems()).hasSize(2));
    }

    @Test
    void conversationsNeedATemplate() {
        String turns = "[{\"role\":\"user\",\"content\":\"u\"},{\"role\":\"assistant\",\"content\":\"%s\"}]";

        assertThatThrownBy(() ->
                        load("{\"chosen\":" + turns.formatted("a") + ",\"rejected\":" + turns.formatted("b") + "}"))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("no chat template", "chat_template.jinja", "--chat-template FILE");
    }

    @Test
    void theDefaultMaxLengthIsTheModelsContextUpTo1024() {
        assertThat(load(text("p", "a", "b")).maxLength()).isEqualTo(128);
        assertThat(LengthLimit.of(OptionalInt.empty(), new TextLimits(10, 4096, false)))
                .isEqualTo(new LengthLimit(1024, true, Optional.empty()));
    }

    @Test
    void moreThanTheContextIsAnErrorForLearnedPositionsAndAWarningForRotaryOnes() {
        assertThatThrownBy(() -> PairLoader.load(withMaxLength(129, text("p", "a", "b")), model, Progress.NONE))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("129", "128");
        assertThat(LengthLimit.of(OptionalInt.of(600), new TextLimits(10, 512, false))
                        .warning())
                .isPresent();
    }

    @Test
    void aTokenThatTheModelDoesNotKnowIsRefused() {
        TextLimits small = new TextLimits(257, 128, true);
        try (TextModel smallModel = TextModel.open(Goldens.path("tokenizer"), small)) {
            assertThatThrownBy(() -> PairLoader.load(config(text("p", "<pad>a", "b")), smallModel, Progress.NONE))
                    .isInstanceOf(UserError.class)
                    .hasMessageContainingAll("line 1", "token 257", "0 to 256");
        }
    }

    @Test
    void loadAllDropsNothing() {
        DataConfig config = withMaxLength(
                6,
                text("p", "a", "a"),
                text("p", "", "b"),
                text("pppppppp", "a", "b"),
                "{\"prompt\":\"\",\"chosen\":\"x\",\"rejected\":\"y\"}");

        List<TokenizedPair> pairs = PairLoader.loadAll(config, model, Progress.NONE);

        assertThat(pairs).extracting(TokenizedPair::line).containsExactly(1L, 2L, 3L, 4L);
        assertThat(pairs.get(1).chosen()).containsExactly(EOS);
        assertThat(pairs.get(2).prompt()).hasSize(6);
        assertThat(pairs.get(2).chosen()).isEmpty();
        assertThat(pairs.get(2).chosenCut()).isTrue();
    }

    @Test
    void aReportWithoutPairsCanStillBeMade() {
        DataReport report = PairLoader.check(
                RecordKind.PAIRS, config("{", text("p", "a", "a")), model, Optional.empty(), Progress.NONE);

        assertThat(report.trainPairs()).isZero();
        assertThat(report.refusedCount()).isEqualTo(1);
        assertThat(report.statistics()).isEmpty();
        assertThat(report.text()).contains("Cannot be read", "line 1", "chosen and rejected are the same");
    }

    @Test
    void theReportIsJsonWithEveryRecordAccountedFor() {
        DataReport report = load(text("p", "a", "b"), text("p", "a", "a")).report();

        JsonNode json = JsonMapper.shared().valueToTree(report);

        JsonNode source = json.path("sources").path(0);
        assertThat(source.path("records").intValue()).isEqualTo(2);
        assertThat(source.path("kept").intValue()).isEqualTo(1);
        assertThat(source.path("dropped").path("identical_sides").intValue()).isEqualTo(1);
        assertThat(source.path("layout").stringValue()).isEqualTo("prompt, chosen, rejected");
        assertThat(json.path("dropped").path(0).path("place").path("number").intValue())
                .isEqualTo(2);
        assertThat(json.path("statistics").path("longer_is_better").doubleValue())
                .isEqualTo(0.5);
    }

    private TokenizedSet<TokenizedPair> load(String... lines) {
        return PairLoader.load(config(lines), model, Progress.NONE);
    }

    private static TokenizedPair only(TokenizedSet<TokenizedPair> set) {
        assertThat(set.train()).hasSize(1);
        return set.train().getFirst();
    }

    private DataConfig config(String... lines) {
        return DataConfig.of(List.of(write(lines)));
    }

    private DataConfig withMaxLength(int maxLength, String... lines) {
        return Configs.of(write(lines)).maxLength(maxLength).config();
    }

    private Path write(String... lines) {
        try {
            return Files.writeString(folder.resolve("pairs.jsonl"), String.join("\n", lines));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(String prompt, String chosen, String rejected) {
        return "{\"prompt\":\"%s\",\"chosen\":\"%s\",\"rejected\":\"%s\"}".formatted(prompt, chosen, rejected);
    }

    private static String tokens(String prompt, String chosen, String rejected) {
        return "{\"prompt_input_ids\":%s,\"chosen_input_ids\":%s,\"rejected_input_ids\":%s}"
                .formatted(prompt, chosen, rejected);
    }
}
