package org.dpoworkbench.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.config.PromptExtraction;
import org.dpoworkbench.engine.data.CompletionStatistics;
import org.dpoworkbench.engine.data.DataReport;
import org.dpoworkbench.engine.data.Drop;
import org.dpoworkbench.engine.data.Finding;
import org.dpoworkbench.engine.data.RecordKind;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Completions for supervised fine-tuning, with the goldens' tokenizer, where a byte is a token.
class CompletionsTest {
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
    void aCompletionIsAPairWithoutARejectedSide() {
        TokenizedPair pair = only(load(completion("pq", "abc")));

        assertThat(decoded(pair.prompt())).isEqualTo("pq");
        assertThat(decoded(pair.chosen())).isEqualTo("abc<|endoftext|>");
        assertThat(pair.chosenScored()).containsExactly(true, true, true, true);
        assertThat(pair.rejected()).isEmpty();
        assertThat(pair.rejectedScored()).isEmpty();
        assertThat(pair.rejectedCut()).isFalse();
    }

    @Test
    void aLiteralEosTextIsTakenOffBeforeTheEosIdIsAppended() {
        assertThat(only(load(completion("p", "a<|endoftext|>"))).chosen())
                .hasSize(2)
                .endsWith(EOS);
    }

    @Test
    void theChosenSideOfAPairIsTheCompletionAndRejectedIsNotNeeded() {
        TokenizedSet<TokenizedPair> set =
                load("{\"prompt\":\"p\",\"chosen\":\"a\",\"rejected\":\"a\"}", "{\"prompt\":\"p\",\"chosen\":\"b\"}");

        assertThat(completions(set)).containsExactly("a", "b");
        assertThat(set.report().sources().getFirst().layout()).contains("prompt, chosen");
        TokenizedPair instruction = only(
                load("{\"instruction\":\"Add.\",\"input\":\"1, 2\",\"output\":\"x\",\"chosen\":\"3\",\"rejected\":7}"));
        assertThat(decoded(instruction.prompt())).isEqualTo("Add.\n\n1, 2\n\n");
        assertThat(decoded(instruction.chosen())).startsWith("3");
    }

    @Test
    void aTranscriptsPromptEndsAfterChosensLastMarkerWhateverRejectedIs() {
        String asked = "\\n\\nHuman: Hi\\n\\nAssistant:";

        TokenizedSet<TokenizedPair> set =
                load("{\"chosen\":\"" + asked + " Yes\",\"rejected\":\"\\n\\nHuman: Ho\\n\\nAssistant: No\"}");

        assertThat(decoded(only(set).prompt())).isEqualTo("\n\nHuman: Hi\n\nAssistant:");
        assertThat(completions(set)).containsExactly(" Yes");
        assertThat(completions(load("{\"chosen\":\"" + asked + " Yes\"}"))).containsExactly(" Yes");
    }

    @Test
    void whatBothSidesBeginWithIsThePromptUnderTheCommonPrefixRule() {
        DataConfig config = Configs.of(write(
                        "{\"chosen\":\"Say: yes\",\"rejected\":\"Say: no\"}",
                        "{\"chosen\":\"Say: no\",\"rejected\":\"Say: no\"}"))
                .promptExtraction(PromptExtraction.COMMON_PREFIX)
                .config();

        TokenizedSet<TokenizedPair> set = PairLoader.loadCompletions(config, model, Progress.NONE);

        assertThat(decoded(only(set).prompt())).isEqualTo("Say:");
        assertThat(completions(set)).containsExactly(" yes");
        assertThat(set.report().dropped(Drop.NO_PROMPT)).isEqualTo(1);
    }

    @Test
    void withoutAPromptToBeFoundNothingIsTrainedOn() {
        assertThatThrownBy(() -> load("{\"asked\":\"q\",\"chosen\":\"a\"}"))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("No completion is left", "1 × no prompt is found");
    }

    @Test
    void plainTextHasNoPromptAndItsFirstTokenIsNotScored() {
        TokenizedSet<TokenizedPair> set = load("{\"text\":\"abc\",\"source\":\"book\"}");

        TokenizedPair pair = only(set);
        assertThat(pair.prompt()).isEmpty();
        assertThat(pair.chosen()).hasSize(4).endsWith(EOS);
        assertThat(pair.chosenScored()).containsExactly(false, true, true, true);
        assertThat(set.report().sources().getFirst().layout()).contains("text");
    }

    @Test
    void textBesideAPromptIsNotTakenForAllThereIsToLearn() {
        assertThatThrownBy(() -> load("{\"prompt\":\"p\",\"text\":\"a\"}"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("\"completion\" is missing. Its fields are: prompt, text.");
        assertThatThrownBy(() -> load("{\"text\":\"p\",\"completion\":\"a\"}"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("\"prompt\" is missing. Its fields are: text, completion.");
    }

    @Test
    void tokenIdsAreTakenAsTheyAre() {
        TokenizedSet<TokenizedPair> set = load("{\"prompt_input_ids\":[1,2],\"completion_input_ids\":[3,256]}");

        assertThat(only(set).prompt()).containsExactly(1, 2);
        assertThat(only(set).chosen()).containsExactly(3, EOS);
        assertThat(set.report().sources().getFirst().layout()).contains("prompt_input_ids, completion_input_ids");
        assertThat(only(load("{\"prompt_input_ids\":[1],\"chosen_input_ids\":[4],\"rejected_input_ids\":[5]}"))
                        .chosen())
                .containsExactly(4);
    }

    @Test
    void textsNeedATokenizer() throws IOException {
        Path bare = Files.createDirectory(folder.resolve("bare"));
        try (TextModel bareModel = TextModel.open(bare, Goldens.LIMITS)) {
            assertThatThrownBy(() -> PairLoader.loadCompletions(
                            DataConfig.of(List.of(write(completion("p", "a")))), bareModel, Progress.NONE))
                    .isInstanceOf(UserError.class)
                    .hasMessageContainingAll("tokenizer.json", "prompt_input_ids, completion_input_ids");
        }
    }

    @Test
    void columnsCanBeMappedByHand() {
        ColumnMapping columns = ColumnMapping.pair(Optional.of("question"), Optional.of("answer"), Optional.empty());
        DataConfig config = Configs.of(write("{\"question\":\"q\",\"answer\":\"a\"}"))
                .columns(columns)
                .config();

        TokenizedSet<TokenizedPair> set = PairLoader.loadCompletions(config, model, Progress.NONE);

        assertThat(decoded(only(set).prompt())).isEqualTo("q");
        assertThat(completions(set)).containsExactly("a");
        assertThat(set.report().sources().getFirst().layout()).contains("question, answer");
    }

    @Test
    void unknownFieldsAreListedWithWhatToDo() {
        assertThatThrownBy(() -> load("{\"asked\":\"q\",\"answer\":\"a\"}"))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll(
                        "\"prompt\" and \"completion\" are missing. Its fields are: asked, answer.",
                        "--prompt FIELD",
                        "--chosen FIELD",
                        "\"text\"");
    }

    @Test
    void conversationsNeedATemplate() {
        assertThatThrownBy(() -> load("{\"prompt\":[{\"role\":\"user\",\"content\":\"u\"}],"
                        + "\"completion\":[{\"role\":\"assistant\",\"content\":\"a\"}]}"))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("no chat template", "--chat-template FILE");
    }

    @Test
    void completionsThatTeachNothingAreDroppedAndEveryRecordIsAccountedFor() {
        DataReport report = load(
                        completion("p", "a"),
                        completion("p", ""),
                        completion("p", "<|endoftext|>"),
                        completion("p".repeat(128), "a"),
                        "{\"prompt\":\"p\",\"completion\":\"\"}")
                .report();

        var source = report.sources().getFirst();
        assertThat(source.records()).isEqualTo(5);
        assertThat(source.kept()).isEqualTo(1);
        assertThat(report.dropped(Drop.EMPTY_COMPLETION)).isEqualTo(3);
        assertThat(report.dropped(Drop.PROMPT_FILLS_MAX_LENGTH)).isEqualTo(1);
        DataReport tokens = load(
                        "{\"prompt_input_ids\":[],\"completion_input_ids\":[1]}",
                        "{\"prompt_input_ids\":[1],\"completion_input_ids\":[]}",
                        "{\"prompt_input_ids\":[1],\"completion_input_ids\":[2]}")
                .report();
        assertThat(tokens.dropped(Drop.NO_SCORED_TOKEN)).isEqualTo(1);
        assertThat(tokens.dropped(Drop.EMPTY_COMPLETION)).isEqualTo(1);
    }

    @Test
    void completionsAreCutAtTheRight() {
        DataConfig config = Configs.of(write(completion("pp", "abcdef"), completion("pp", "abc")))
                .maxLength(6)
                .config();

        TokenizedSet<TokenizedPair> set = PairLoader.loadCompletions(config, model, Progress.NONE);

        TokenizedPair cut = set.train().getFirst();
        assertThat(decoded(cut.chosen())).isEqualTo("abcd");
        assertThat(cut.chosenCut()).isTrue();
        assertThat(set.train().getLast().chosenCut()).isFalse();
        assertThat(set.report().findings(Finding.COMPLETION_CUT)).isEqualTo(1);
        assertThat(set.report().findings(Finding.CHOSEN_CUT)).isZero();
        assertThat(set.report().findings(Finding.CUT_LOST_END)).isEqualTo(1);
    }

    @Test
    void userTurnsInsideACompletionAreNotScored() {
        String turn = "\\n\\nHuman: é?\\n\\nAssistant:";

        TokenizedSet<TokenizedPair> set = load(completion(turn, " No" + turn + " Yes"));

        boolean[] scored = only(set).chosenScored();
        int bytes = "\n\nHuman: é?\n\nAssistant:".getBytes(StandardCharsets.UTF_8).length;
        assertThat(scored).hasSize(" No".length() + bytes + " Yes".length() + 1);
        for (int i = 0; i < scored.length; i++) {
            assertThat(scored[i]).as("token %d", i).isEqualTo(i < 3 || i >= 3 + bytes);
        }
        assertThat(set.report().findings(Finding.UNSCORED_USER_TURN)).isEqualTo(1);
    }

    @Test
    void anotherAnswerToThePromptIsNoDuplicateAndNoConflict() {
        TokenizedSet<TokenizedPair> set =
                load(completion("p", "a"), completion("p", "b"), completion("p", "a"), completion("q", "a"));

        assertThat(set.train()).hasSize(4);
        assertThat(set.train().stream().map(TokenizedPair::id).distinct()).hasSize(3);
        assertThat(set.report().findings(Finding.DUPLICATE)).isEqualTo(1);
        assertThat(set.report().findings(Finding.CONFLICTING_LABEL)).isZero();
    }

    @Test
    void allCompletionsOfAPromptAreOnOneSideOfTheSplit() {
        String[] lines = new String[60];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = completion("prompt " + i % 20, "answer " + i);
        }

        TokenizedSet<TokenizedPair> set = PairLoader.loadCompletions(
                Configs.of(write(lines)).heldOut(0.25).config(), model, Progress.NONE);

        assertThat(set.heldOut()).hasSize(15);
        assertThat(set.train()).hasSize(45);
        assertThat(set.heldOut().stream().map(pair -> decoded(pair.prompt())))
                .doesNotContainAnyElementsOf(
                        set.train().stream().map(pair -> decoded(pair.prompt())).toList());
    }

    @Test
    void textsWithoutPromptsAreSplitByText() {
        String[] lines = new String[40];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = "{\"text\":\"story " + i % 20 + "\"}";
        }

        TokenizedSet<TokenizedPair> set = PairLoader.loadCompletions(
                Configs.of(write(lines)).heldOut(0.25).config(), model, Progress.NONE);

        assertThat(set.heldOut()).hasSize(10);
        assertThat(set.report().findings(Finding.PROMPT_IN_TRAINING)).isZero();
    }

    @Test
    void namedHeldOutFilesWinAndTheirOverlapIsCounted() throws IOException {
        Path heldOut =
                Files.writeString(folder.resolve("test.jsonl"), completion("p", "x") + "\n" + completion("q", "x"));
        DataConfig config = Configs.of(write(completion("p", "a"), completion("r", "a")))
                .evalData(heldOut)
                .heldOut(0.5)
                .config();

        TokenizedSet<TokenizedPair> set = PairLoader.loadCompletions(config, model, Progress.NONE);

        assertThat(set.train()).hasSize(2);
        assertThat(set.heldOut()).hasSize(2);
        assertThat(set.report().findings(Finding.PROMPT_IN_TRAINING)).isEqualTo(1);
    }

    @Test
    void onlyTheFirstCompletionsAreUsedWhereMaxPairsSaysSo() {
        DataConfig config = Configs.of(write(completion("p", ""), completion("p", "a"), completion("p", "b")))
                .maxPairs(1)
                .config();

        TokenizedSet<TokenizedPair> set = PairLoader.loadCompletions(config, model, Progress.NONE);

        assertThat(set.train()).extracting(TokenizedPair::line).containsExactly(2L);
        assertThat(set.report().sources().getFirst().unused()).isEqualTo(1);
    }

    @Test
    void unreadableRecordsStopUnlessTheyAreSkipped() {
        String[] lines = {completion("p", "a"), "{\"prompt\":\"p\",\"completion\":null}"};

        assertThatThrownBy(() -> load(lines))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("line 2", "\"completion\"", "null", "--skip-invalid");
        TokenizedSet<TokenizedPair> set = PairLoader.loadCompletions(
                Configs.of(write(lines)).skipInvalid().config(), model, Progress.NONE);
        assertThat(set.train()).hasSize(1);
        assertThat(set.report().refusedCount()).isEqualTo(1);
    }

    @Test
    void theReportSpeaksOfCompletions() {
        DataReport report = load(completion("pq", "abc"), completion("pq", "abc"), completion("p", ""))
                .report();

        assertThat(report.statistics()).get().isInstanceOfSatisfying(CompletionStatistics.class, statistics -> {
            assertThat(statistics.completions()).isEqualTo(2);
            assertThat(statistics.prompt().mean()).isEqualTo(2);
            assertThat(statistics.completion().mean()).isEqualTo(4);
        });
        assertThat(report.text())
                .contains("Completions 2 to train on, 0 held out", "the completion is empty", "  completion")
                .doesNotContain("rejected", "chosen", "pair ", "side");
        JsonNode json = JsonMapper.shared().valueToTree(report);
        assertThat(json.path("kind").stringValue()).isEqualTo("completions");
        assertThat(json.path("statistics").path("completion").path("max").doubleValue())
                .isEqualTo(4);
        assertThat(json.path("statistics").has("rejected")).isFalse();
    }

    @Test
    void aReportCanBeMadeWithoutARun() {
        DataReport report = PairLoader.check(
                RecordKind.COMPLETIONS,
                DataConfig.of(List.of(write("{", completion("p", "")))),
                model,
                Optional.empty(),
                Progress.NONE);

        assertThat(report.refusedCount()).isEqualTo(1);
        assertThat(report.dropped(Drop.EMPTY_COMPLETION)).isEqualTo(1);
        assertThat(report.statistics()).isEmpty();
    }

    private TokenizedSet<TokenizedPair> load(String... lines) {
        return PairLoader.loadCompletions(DataConfig.of(List.of(write(lines))), model, Progress.NONE);
    }

    private static TokenizedPair only(TokenizedSet<TokenizedPair> set) {
        assertThat(set.train()).hasSize(1);
        return set.train().getFirst();
    }

    /// Without the end token.
    private List<String> completions(TokenizedSet<TokenizedPair> set) {
        return set.train().stream()
                .map(pair -> decoded(pair.chosen()).replace("<|endoftext|>", ""))
                .toList();
    }

    private String decoded(int[] ids) {
        return model.tokenizer().orElseThrow().decode(ids);
    }

    private Path write(String... lines) {
        try {
            return Files.writeString(folder.resolve("completions.jsonl"), String.join("\n", lines));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String completion(String prompt, String completion) {
        return "{\"prompt\":\"%s\",\"completion\":\"%s\"}".formatted(prompt, completion);
    }
}
