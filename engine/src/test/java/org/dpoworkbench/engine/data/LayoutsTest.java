package org.dpoworkbench.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Layouts as the field's data sets have them, each in the smallest form that shows it.
class LayoutsTest {
    private static final Message USER = new Message("user", "u");

    @TempDir
    Path folder;

    @Test
    void shareGptRolesBecomeThoseOfChatTemplates() {
        PreferenceSource source = read("""
                {"conversations":[{"from":"system","value":"s"},{"from":"human","value":"u"}],\
                "chosen":{"from":"gpt","value":"a"},"rejected":{"from":"gpt","value":"b"}}
                {"conversations":[{"from":"human","value":"u"}],"chosen":"a","rejected":"b"}
                {"conversations":[{"from":"narrator","value":"u"}],"chosen":"a","rejected":"b"}
                """);

        assertThat(chat(source, 0).prompt().orElseThrow()).containsExactly(new Message("system", "s"), USER);
        assertThat(chat(source, 0).completions()).isEqualTo(List.of(assistant("a"), assistant("b")));
        assertThat(chat(source, 1).completions()).isEqualTo(List.of(assistant("a"), assistant("b")));
        assertThat(source.refused()).singleElement().asString().contains("line 3", "turn (number 1) from \"narrator\"");
    }

    @Test
    void anAnswerThatIsNeitherTextNorTurnsIsToldWhatItMayBe() {
        PreferenceSource source = read("""
                {"prompt":"p","chosen":"a","rejected":"b"}
                {"prompt":"p","chosen":null,"rejected":"b"}
                """);

        assertThat(source.refused())
                .singleElement()
                .asString()
                .contains("line 2", "\"chosen\" must be a text or a list of {role, content}, is null");
    }

    @Test
    void systemAndHistoryMakeAFileOneOfConversations() {
        PreferenceSource source = read("""
                {"system":"s","instruction":"i","input":"x","history":[["q","r"]],"chosen":"a","rejected":"b"}
                {"system":"","instruction":"i","input":"","chosen":"a","rejected":"b"}
                """);

        assertThat(chat(source, 0).prompt().orElseThrow())
                .containsExactly(
                        new Message("system", "s"),
                        new Message("user", "q"),
                        new Message("assistant", "r"),
                        new Message("user", "i\n\nx"));
        assertThat(chat(source, 1).prompt().orElseThrow()).containsExactly(new Message("user", "i"));
        assertThat(source.fields()).containsExactly("system", "history", "instruction", "input", "chosen", "rejected");
    }

    @Test
    void aTextPromptThatTheConversationsSayIsNotSaidTwice() {
        String record = """
                {"prompt":"u","chosen":[%s{"role":"assistant","content":"a"}],\
                "rejected":[%s{"role":"assistant","content":"b"}]}""";
        String turn = "{\"role\":\"user\",\"content\":\"u\"},";

        assertThat(chat(read(record.formatted(turn, turn)), 0).prompt()).isEmpty();
        assertThat(chat(read(record.formatted("", "")), 0).prompt().orElseThrow())
                .containsExactly(USER);
    }

    @Test
    void unpairedCompletionsHaveALabel() {
        PreferenceSource source = read("""
                {"prompt":"p","completion":"a","label":true}
                {"prompt":"p","completion":"b","label":"false"}
                {"prompt":"p","completion":"c","label":2}
                {"prompt":"p","completion":"c"}
                """, RecordKind.UNPAIRED);

        assertThat(source.records())
                .extracting(PreferenceRecord::judgement)
                .containsExactly(new Judgement.Labelled(true), new Judgement.Labelled(false));
        assertThat(source.refused())
                .extracting(RecordProblem::toString)
                .satisfiesExactly(
                        two -> assertThat(two).contains("line 3", "true or false, or 1 or 0, is 2"),
                        none -> assertThat(none).contains("line 4", "\"label\" is missing"));
    }

    @Test
    void theLabelOfAConversationSpeaksOfItsLastTurn() {
        PreferenceSource source = read("""
                {"messages":[{"role":"user","content":"u"},{"role":"assistant","content":"a"},\
                {"role":"user","content":"v"},{"role":"assistant","content":"b"}],"label":false}
                {"messages":[{"role":"user","content":"u"}],"label":true}
                """, RecordKind.UNPAIRED);

        assertThat(chat(source, 0).prompt().orElseThrow()).hasSize(3);
        assertThat(chat(source, 0).chosen()).isEqualTo(assistant("b"));
        assertThat(source.refused()).singleElement().asString().contains("line 2", "no assistant's turn at its end");
    }

    @Test
    void aPairIsTwoLabelledCompletionsAndKeepsItsPrompt() {
        PreferenceSource source = read("{\"prompt\":\"p\",\"chosen\":\"a\",\"rejected\":\"b\"}", RecordKind.UNPAIRED);

        assertThat(source.records())
                .extracting(record -> record.place().toString())
                .allMatch(place -> place.contains("line 1 (number "));
        assertThat(source.records())
                .extracting(PreferenceRecord::judgement)
                .containsExactly(new Judgement.Labelled(true), new Judgement.Labelled(false));
    }

    @Test
    void twoAnswersAndAnIndexAsPkuSafeRlhf() {
        assertThat(texts(read("{\"prompt\":\"p\",\"response_0\":\"a\",\"response_1\":\"b\",\"is_response_0_safe\":true,"
                        + "\"better_response_id\":1,\"safer_response_id\":0}")))
                .containsExactly(List.of("b", "a"));
    }

    @Test
    void votesAreWrittenInManyWays() {
        assertThat(texts(read("{\"question\":\"q\",\"answer_a\":\"a\",\"answer_b\":\"b\",\"winner\":\"model_b\"}")))
                .containsExactly(List.of("b", "a"));
        assertThat(texts(read("{\"instruction\":\"q\",\"output_1\":\"a\",\"output_2\":\"b\",\"preference\":2}")))
                .containsExactly(List.of("b", "a"));
        assertThat(texts(read("{\"prompt\":\"q\",\"response1\":\"a\",\"response2\":\"b\",\"overall_preference\":-2}")))
                .containsExactly(List.of("a", "b"));
        assertThat(texts(read("{\"history\":[[\"q\",\"r\"]],\"prompt\":\"s\",\"response_a\":\"a\",\"response_b\":\"b\","
                                + "\"better\":\"response_a\"}"))
                        .size())
                .isEqualTo(1);
        PreferenceSource odd = read("{\"prompt\":\"q\",\"response1\":\"a\",\"response2\":\"b\",\"preference\":7}");
        assertThat(odd.refused())
                .singleElement()
                .asString()
                .contains("\"preference\"", "1, 2 or 0 for a tie", "\"response1\"", "is 7");
    }

    @Test
    void conversationsOfAnArenaBeginWithTheirPrompt() {
        PreferenceSource source = read("""
                {"model_a":"x","model_b":"y","winner":"model_a","conversation_a":[{"role":"user","content":"u"},\
                {"role":"assistant","content":"a"}],"conversation_b":[{"role":"user","content":"u"},\
                {"role":"assistant","content":"b"}]}
                {"model_a":"x","model_b":"y","winner":"tie (bothbad)","conversation_a":[{"role":"user","content":"u"}],\
                "conversation_b":[{"role":"user","content":"u"}]}
                """);

        assertThat(chat(source, 0).prompt()).isEmpty();
        assertThat(ChatPrompts.split(chat(source, 0)).prompt()).containsExactly(USER);
        assertThat(source.dropped()).singleElement().asString().contains("line 2", "tie");
    }

    @Test
    void withoutAMajorityThereIsNoPair() {
        String record = "{\"instruction\":\"i\",\"input\":\"\",\"response1\":\"a\",\"response2\":\"b\","
                + "\"annotator1\":%d,\"annotator2\":%d,\"annotator3\":%d}";

        PreferenceSource split = read(record.formatted(1, 2, 0));
        assertThat(split.dropped()).singleElement().asString().contains("tie");
        PreferenceSource two = read(record.formatted(2, 2, 1));
        assertThat(texts(two)).containsExactly(List.of("b", "a"));
        assertThat(((Judgement.Preferred) two.records().getFirst().judgement()).agreement())
                .hasValue(2.0 / 3);
    }

    @Test
    void rankedListsGiveAPairForEachTwoOfDifferentRank() {
        String record = "{\"prompt\":\"p\",\"completions\":[\"a\",\"b\",\"c\"],\"ranks\":[2,1,2]}";

        assertThat(texts(read(record))).containsExactly(List.of("b", "a"), List.of("b", "c"));
        assertThat(texts(read(record, RecordKind.RANKINGS))).containsExactly(List.of("b", "a"));
        assertThat(texts(read(record, RecordKind.COMPLETIONS))).containsExactly(List.of("b"));
    }

    @Test
    void answersWithTheirScoresOneARecordAreOneListForEachPrompt() {
        PreferenceSource source = read("""
                {"prompt":"p","response":"a","helpfulness":3,"correctness":1}
                {"prompt":"p","response":"b","helpfulness":4,"correctness":0}
                {"prompt":"q","response":"c","helpfulness":1,"correctness":1}
                """, RecordKind.RANKINGS);

        assertThat(source.layout()).contains(RecordLayout.SCORED_ROWS);
        assertThat(texts(source)).containsExactly(List.of("b", "a"));
        assertThat(source.dropped()).singleElement().asString().contains("line 3", "not_ranked");
        assertThat(source.rows()).isEqualTo(3);
        Judgement.Graded graded = (Judgement.Graded) source.records().getFirst().judgement();
        assertThat(graded.grades().getFirst().attributes()).containsEntry("correctness", 0.0);
    }

    @Test
    void messagesOfTreesAreTheTreesThatTheyMake() {
        PreferenceSource source = read("""
                {"message_id":"1","parent_id":null,"message_tree_id":"1","text":"u","role":"prompter"}
                {"message_id":"2","parent_id":"1","message_tree_id":"1","text":"a","role":"assistant","rank":1}
                {"message_id":"3","parent_id":"1","message_tree_id":"1","text":"b","role":"assistant","rank":0}
                {"message_id":"4","parent_id":null,"message_tree_id":"4","text":"v","role":"prompter"}
                {"message_id":"5","parent_id":"9","message_tree_id":"4","text":"c","role":"assistant","rank":0}
                """, RecordKind.RANKINGS);

        assertThat(source.layout()).contains(RecordLayout.TREE_MESSAGES);
        assertThat(chat(source, 0).prompt().orElseThrow()).containsExactly(USER);
        assertThat(chat(source, 0).completions()).isEqualTo(List.of(assistant("b"), assistant("a")));
        assertThat(source.dropped()).singleElement().asString().contains("line 4", "not_ranked");
        assertThat(source.refused()).singleElement().asString().contains("line 5", "its parent 9");
    }

    @Test
    void aTreeWithoutRankedRepliesIsDropped() {
        PreferenceSource source = read(
                "{\"message_tree_id\":\"1\",\"prompt\":{\"text\":\"u\",\"role\":\"prompter\",\"replies\":["
                        + "{\"text\":\"a\",\"role\":\"assistant\",\"rank\":0,\"replies\":[]}]}}",
                RecordKind.RANKINGS);

        assertThat(source.size()).isZero();
        assertThat(source.dropped()).singleElement().asString().contains("line 1", "not_ranked");
    }

    @Test
    void conversationsForFineTuningBeginToCountWithTheAssistant() {
        PreferenceSource source = read(
                "{\"messages\":[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"u\"},"
                        + "{\"role\":\"assistant\",\"content\":\"a\"},{\"role\":\"user\",\"content\":\"v\"},"
                        + "{\"role\":\"assistant\",\"content\":\"b\"}]}",
                RecordKind.COMPLETIONS);

        assertThat(chat(source, 0).prompt().orElseThrow()).hasSize(2);
        assertThat(chat(source, 0).chosen()).hasSize(3);
    }

    @Test
    void everyPartCanBeNamedByHand() {
        assertThat(texts(read(
                        "{\"ask\":\"p\",\"good\":\"a\",\"bad\":\"b\",\"pick\":\"bad\"}",
                        RecordKind.PAIRS,
                        new ColumnMapping(
                                Optional.of("ask"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of("good", "bad"),
                                List.of(),
                                List.of(),
                                List.of("pick"),
                                Optional.empty()))))
                .containsExactly(List.of("b", "a"));
        assertThat(texts(read(
                        "{\"ask\":\"p\",\"tries\":[{\"text\":\"a\",\"stars\":1},{\"text\":\"b\",\"stars\":5}]}",
                        RecordKind.PAIRS,
                        new ColumnMapping(
                                Optional.of("ask"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of("tries"),
                                List.of(),
                                List.of("stars"),
                                List.of(),
                                Optional.empty()))))
                .containsExactly(List.of("b", "a"));
        assertThat(read(
                                "{\"ask\":\"p\",\"reply\":\"a\",\"ok\":1}",
                                RecordKind.UNPAIRED,
                                new ColumnMapping(
                                        Optional.of("ask"),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of("reply"),
                                        Optional.of("ok"),
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        Optional.empty()))
                        .records()
                        .getFirst()
                        .judgement())
                .isEqualTo(new Judgement.Labelled(true));
    }

    @Test
    void aFieldThatIsNamedForAPartThatIsNotThereIsAnError() {
        ColumnMapping scores = new ColumnMapping(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of("stars"),
                List.of(),
                Optional.empty());

        assertThatThrownBy(() -> read(
                        "{\"prompt\":\"p\",\"chosen\":\"a\",\"rejected\":\"b\",\"stars\":1}", RecordKind.PAIRS, scores))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("prompt and answers (prompt, chosen, rejected)", "\"stars\" has no part");
    }

    @Test
    void whatOneKindCannotBeMadeOfIsSaidOnceForTheFile() {
        assertThatThrownBy(() -> read("{\"prompt\":\"p\",\"completion\":\"a\",\"label\":true}"))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("completions with a label", "no pairs can be made", "--loss-type kto");
        assertThatThrownBy(() ->
                        read("{\"prompt\":\"p\",\"completions\":[\"a\",\"b\"],\"scores\":[1,2]}", RecordKind.UNPAIRED))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("scored or ranked lists", "`dpo pairs build`");
    }

    @Test
    void listsOfDifferentLengthAreRefused() {
        assertThat(read("{\"prompt\":\"p\",\"completions\":[\"a\",\"b\"],\"scores\":[1]}", RecordKind.RANKINGS)
                        .refused())
                .singleElement()
                .asString()
                .contains("has 2 completions", "\"scores\" 1 values");
    }

    @Test
    void theSourceOfARecordIsAFieldThatIsCalledSoOrNamed() {
        assertThat(read("{\"prompt\":\"p\",\"chosen\":\"a\",\"rejected\":\"b\",\"source\":\"s\"}")
                        .records()
                        .getFirst()
                        .source())
                .contains("s");
        ColumnMapping named = ColumnMapping.RECOGNISED.withSource(Optional.of("from"));
        assertThat(read("{\"prompt\":\"p\",\"chosen\":\"a\",\"rejected\":\"b\",\"from\":3}", RecordKind.PAIRS, named)
                        .records()
                        .getFirst()
                        .source())
                .contains("3");
        assertThat(read("{\"prompt\":\"p\",\"chosen\":\"a\",\"rejected\":\"b\"}", RecordKind.PAIRS, named)
                        .refused())
                .singleElement()
                .asString()
                .contains("\"from\" is missing");
    }

    private static List<Message> assistant(String text) {
        return List.of(new Message("assistant", text));
    }

    private static PreferenceRecord.Chat chat(PreferenceSource source, int record) {
        return (PreferenceRecord.Chat) source.records().get(record);
    }

    private static List<List<?>> texts(PreferenceSource source) {
        assertThat(source.refused()).isEmpty();
        return source.records().stream()
                .<List<?>>map(PreferenceRecord::completions)
                .toList();
    }

    private PreferenceSource read(String text) {
        return read(text, RecordKind.PAIRS);
    }

    private PreferenceSource read(String text, RecordKind kind) {
        return read(text, kind, ColumnMapping.RECOGNISED);
    }

    private PreferenceSource read(String text, RecordKind kind, ColumnMapping columns) {
        try {
            Files.writeString(folder.resolve("data.jsonl"), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return PreferenceSource.read(folder.resolve("data.jsonl"), kind, columns, 1);
    }
}
