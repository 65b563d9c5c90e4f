package org.dpoworkbench.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.data.DataReport;
import org.dpoworkbench.engine.data.Drop;
import org.dpoworkbench.engine.data.Finding;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Conversations with the templates' own texts, as TRL 1.16 divides them.
class ChatPairsTest {
    private static final String USER = "{\"role\":\"user\",\"content\":\"%s\"}";
    private static final String ASSISTANT = "{\"role\":\"assistant\",\"content\":\"%s\"}";

    @TempDir
    Path folder;

    private TextModel model;

    @BeforeEach
    void open() {
        model = TextModel.open(ChatTemplateTest.golden("chatml"), new TextLimits(300, 512, false));
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void aGivenPromptEndsWhereTheAssistantsTurnIsOpened() {
        TokenizedPair pair = only(load(pair("[" + USER.formatted("q") + "]", say("a"), say("b"))));

        assertThat(text(pair.prompt())).isEqualTo("<|im_start|>user\nq<|im_end|>\n<|im_start|>assistant\n");
        assertThat(text(pair.chosen())).isEqualTo("a<|im_end|>\n");
        assertThat(text(pair.rejected())).isEqualTo("b<|im_end|>\n");
        assertThat(pair.chosenScored()).containsOnly(true);
    }

    @Test
    void theTurnsThatBothSidesBeginWithAreThePrompt() {
        TokenizedPair pair = only(load("{\"chosen\":[" + USER.formatted("q") + "," + ASSISTANT.formatted("a")
                + "],\"rejected\":[" + USER.formatted("q") + "," + ASSISTANT.formatted("b") + "]}"));

        assertThat(text(pair.prompt())).isEqualTo("<|im_start|>user\nq<|im_end|>\n<|im_start|>assistant\n");
        assertThat(text(pair.chosen())).isEqualTo("a<|im_end|>\n");
    }

    @Test
    void anAssistantsPromptTurnIsLeftOpen() {
        TokenizedPair pair = only(load(
                pair("[" + USER.formatted("q") + "," + ASSISTANT.formatted("Roses") + "]", say("red"), say("blue"))));

        assertThat(text(pair.prompt())).isEqualTo("<|im_start|>user\nq<|im_end|>\n<|im_start|>assistant\nRoses");
        assertThat(text(pair.chosen())).isEqualTo("<|im_end|>\n<|im_start|>assistant\nred<|im_end|>\n");
    }

    @Test
    void userTurnsInsideACompletionAreNotScoredUnlessAskedFor() {
        String record = pair(
                "[" + USER.formatted("q") + "]",
                "[" + ASSISTANT.formatted("a") + "," + USER.formatted("why") + "," + ASSISTANT.formatted("so") + "]",
                say("b"));

        TokenizedSet<TokenizedPair> set = load(record);
        assertThat(scoredText(only(set))).isEqualTo("a<|im_end|>\nso<|im_end|>\n");
        assertThat(set.report().findings(Finding.UNSCORED_USER_TURN)).isEqualTo(1);
        assertThat(only(load(Configs.of(file(record)).scoreUserTurns().config()))
                        .chosenScored())
                .containsOnly(true);
    }

    @Test
    void aTemplatesOwnBosIsNotAddedTwice() {
        try (TextModel zephyr = TextModel.open(ChatTemplateTest.golden("zephyr"), new TextLimits(300, 512, false))) {
            DataConfig config = Configs.of(file(pair("[" + USER.formatted("q") + "]", say("a"), say("b"))))
                    .chatTemplate(
                            file("template.jinja", "{{ bos_token }}{% for m in messages %}{{ m.content }}{% endfor %}"))
                    .config();

            TokenizedPair pair =
                    PairLoader.load(config, zephyr, Progress.NONE).train().getFirst();

            assertThat(zephyr.tokenizer().orElseThrow().decode(pair.prompt())).isEqualTo("<s>q");
            assertThat(pair.prompt()).hasSize(2);
        }
    }

    @Test
    void aTemplateWithoutAConversationIsAnError() {
        DataConfig config = Configs.of(file("{\"prompt\":\"p\",\"chosen\":\"a\",\"rejected\":\"b\"}\n"))
                .chatTemplate(file("template.jinja", "{% for m in messages %}{{ m.content }}{% endfor %}"))
                .config();

        assertThatThrownBy(() -> load(config))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("--chat-template is not used", "no record of", "Leave it out");
    }

    @Test
    void aPromptThatTheWholeDoesNotBeginWithIsWhatTheyShare() {
        DataConfig config = Configs.of(file(pair("[" + USER.formatted("q") + "]", say("a"), say("b"))))
                .chatTemplate(
                        file(
                                "template.jinja",
                                "{% for m in messages %}{{ m.content }}{% endfor %}{% if add_generation_prompt %}:think{% endif %}"))
                .config();
        TokenizedSet<TokenizedPair> set = load(config);

        assertThat(text(only(set).prompt())).isEqualTo("q");
        assertThat(text(only(set).chosen())).isEqualTo("a");
        assertThat(set.report().findings(Finding.BOUNDARY_MERGE)).isEqualTo(1);
    }

    @Test
    void aRecordThatTheTemplateRefusesIsNamedWithTheReason() {
        DataConfig config = Configs.of(file(pair("[" + USER.formatted("q") + "]", say("a"), say("b"))))
                .chatTemplate(file("template.jinja", "{{ raise_exception('no such role') }}"))
                .config();

        assertThatThrownBy(() -> load(config))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("line 1", "no such role", "template.jinja", "--skip-invalid");
    }

    @Test
    void conversationsThatTeachNothingAreDroppedByReason() {
        String prompt = "[" + USER.formatted("q") + "]";
        DataReport report = load(
                        pair(prompt, say("a"), say("b")),
                        pair(prompt, say("a"), say("a")),
                        pair(prompt, say(""), say("b")),
                        pair(prompt, "[]", say("b")))
                .report();

        assertThat(report.dropped(Drop.IDENTICAL_SIDES)).isEqualTo(1);
        assertThat(report.dropped(Drop.EMPTY_SIDE)).isEqualTo(2);
    }

    @Test
    void aPromptAndACompletionAreReadForFineTuning() {
        Path file = file("{\"prompt\":[" + USER.formatted("q") + "],\"completion\":" + say("a") + "}");

        TokenizedPair pair = only(PairLoader.loadCompletions(DataConfig.of(List.of(file)), model, Progress.NONE));

        assertThat(text(pair.prompt())).endsWith("<|im_start|>assistant\n");
        assertThat(text(pair.chosen())).isEqualTo("a<|im_end|>\n");
    }

    private static String pair(String prompt, String chosen, String rejected) {
        return "{\"prompt\":" + prompt + ",\"chosen\":" + chosen + ",\"rejected\":" + rejected + "}";
    }

    private static String say(String content) {
        return "[" + ASSISTANT.formatted(content) + "]";
    }

    private Path file(String... records) {
        return file("data.jsonl", String.join("\n", records));
    }

    private Path file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TokenizedSet<TokenizedPair> load(String... records) {
        return load(DataConfig.of(List.of(file(records))));
    }

    private TokenizedSet<TokenizedPair> load(DataConfig config) {
        return PairLoader.load(config, model, Progress.NONE);
    }

    private static TokenizedPair only(TokenizedSet<TokenizedPair> set) {
        assertThat(set.train()).hasSize(1);
        return set.train().getFirst();
    }

    private String text(int[] ids) {
        return model.tokenizer().orElseThrow().decode(ids);
    }

    private String scoredText(TokenizedPair pair) {
        List<Integer> scored = new ArrayList<>();
        for (int i = 0; i < pair.chosen().length; i++) {
            if (pair.chosenScored()[i]) {
                scored.add(pair.chosen()[i]);
            }
        }
        return text(scored.stream().mapToInt(Integer::intValue).toArray());
    }
}
