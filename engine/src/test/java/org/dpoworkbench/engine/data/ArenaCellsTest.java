package org.dpoworkbench.engine.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Conversations of the Chatbot Arena that a table holds as JSON texts.
class ArenaCellsTest {
    private static final String HEADER = "question_id,model_a,model_b,winner,conversation_a,conversation_b\n";
    private static final String A = talk("u", "a");
    private static final String B = talk("u", "b");

    @TempDir
    Path folder;

    @Test
    void theWinnersConversationIsChosenAndTiesAreCounted() throws IOException {
        PreferenceSource source =
                read(row("model_a", A, B) + row("model_b", A, B) + row("tie", A, B) + row("tie (bothbad)", A, B));

        assertThat(source.layout()).contains(RecordLayout.COMPARISON);
        assertThat(source.refused()).isEmpty();
        assertThat(source.records())
                .extracting(PreferenceRecord::completions)
                .containsExactly(List.of(turns("a"), turns("b")), List.of(turns("b"), turns("a")));
        assertThat(source.dropped())
                .extracting(RecordProblem::reason)
                .containsExactly(Drop.TIE.text(), Drop.TIE.text());
    }

    @Test
    void whiteSpaceOfJsonDoesNotMatter() throws IOException {
        PreferenceSource source = read(row(
                "model_a",
                " [\n  {\"content\": \"u\", \"role\": \"user\"},\n"
                        + "  {\"content\": \"a\", \"role\": \"assistant\"} ]",
                B));

        assertThat(source.records().getFirst().completions()).isEqualTo(List.of(turns("a"), turns("b")));
    }

    @Test
    void aConversationThatBreaksOffIsRefusedInsteadOfReadAsAText() throws IOException {
        PreferenceSource source = read(row("model_a", A, B)
                + row("model_a", A.substring(0, A.length() - 9), B)
                + row("model_a", "[{\"speaker\": \"me\"}]", B)
                + row("model_a", "[{'role': 'user', 'content': 'u'}]", B)
                + row("maybe", A, B));

        assertThat(source.size()).isEqualTo(1);
        assertThat(source.refused())
                .extracting(RecordProblem::toString)
                .satisfiesExactly(
                        cut -> assertThat(cut)
                                .contains("line 3", "\"conversation_a\" must be a conversation", "cut short"),
                        other -> assertThat(other).contains("line 4", "a list of something else"),
                        python -> assertThat(python).contains("line 5", "as Python prints it", "json.dumps"),
                        vote -> assertThat(vote).contains("line 6", "\"winner\" must be a vote", "is \"maybe\""));
    }

    /// As lmsys' arena-human-preference-55k has them, several rounds in one row.
    @Test
    void roundsThatListQuestionsAndAnswersAreConversations() throws IOException {
        Path file = folder.resolve("rounds.csv");
        Files.writeString(file, """
                id,model_a,model_b,prompt,response_a,response_b,winner_model_a,winner_model_b,winner_tie
                1,x,y,"[""u"",""v""]","[""a"",""c""]","[""b"",""d""]",0,1,0
                2,x,y,"[""u""]","[""a""]","[""b""]",1,0,0
                3,x,y,"[""u""]","[""a""]","[""b""]",0,0,1
                4,x,y,"[""u"",""v""]","[""a""]","[""b"",""d""]",0,1,0
                """);
        PreferenceSource source = PreferenceSource.read(file, RecordKind.PAIRS, ColumnMapping.RECOGNISED, 1);

        assertThat(source.layout()).contains(RecordLayout.COMPARISON);
        assertThat(source.records().getFirst().completions())
                .isEqualTo(List.of(
                        List.of(
                                new Message("user", "u"),
                                new Message("assistant", "b"),
                                new Message("user", "v"),
                                new Message("assistant", "d")),
                        List.of(
                                new Message("user", "u"),
                                new Message("assistant", "a"),
                                new Message("user", "v"),
                                new Message("assistant", "c"))));
        assertThat(source.records().get(1).completions()).isEqualTo(List.of(turns("a"), turns("b")));
        assertThat(source.dropped()).singleElement().asString().contains("line 4", Drop.TIE.text());
        assertThat(source.refused())
                .singleElement()
                .asString()
                .contains("line 5", "\"response_a\" has 1 answers to the 2 turns");
    }

    private static List<Message> turns(String answer) {
        return List.of(new Message("user", "u"), new Message("assistant", answer));
    }

    private static String talk(String question, String answer) {
        return "[{\"content\": \"%s\", \"role\": \"user\"}, {\"content\": \"%s\", \"role\": \"assistant\"}]"
                .formatted(question, answer);
    }

    private static String row(String winner, String a, String b) {
        return "1,x,y,%s,%s,%s\n".formatted(winner, cell(a), cell(b));
    }

    private static String cell(String json) {
        return '"' + json.replace("\"", "\"\"") + '"';
    }

    private PreferenceSource read(String rows) throws IOException {
        Path file = folder.resolve("arena.csv");
        Files.writeString(file, HEADER + rows);
        return PreferenceSource.read(file, RecordKind.PAIRS, ColumnMapping.RECOGNISED, 1);
    }
}
