package org.dpoworkbench.engine.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableFilesTest {
    @TempDir
    Path folder;

    @Test
    void cellsInQuotesHoldLineFeedsDelimitersAndQuotes() throws IOException {
        PreferenceSource source = read("pairs.csv", """
                prompt,chosen,rejected
                "a
                b","x, ""y"" end",z
                q,r,s
                """);

        assertThat(text(source, 0)).isEqualTo(List.of("x, \"y\" end", "z"));
        assertThat(((PreferenceRecord.Text) source.records().getFirst()).prompt())
                .contains("a\nb");
        assertThat(source.records())
                .extracting(record -> record.place().number())
                .as("the line that the record begins in")
                .containsExactly(2L, 4L);
    }

    @Test
    void tabsSeparateTheCellsOfATsv() throws IOException {
        assertThat(text(read("pairs.tsv", "prompt\tchosen\trejected\na\tb, c\td\n"), 0))
                .isEqualTo(List.of("b, c", "d"));
    }

    @Test
    void aByteOrderMarkAndCompressionArePassedOver() throws IOException {
        byte[] bytes = "\ufeffprompt,chosen,rejected\na,b,c\n".getBytes(UTF_8);
        assertThat(read("pairs.csv", bytes).fields()).containsExactly("prompt", "chosen", "rejected");
        assertThat(read("pairs.csv.gz", PreferenceSourceTest.gzip(bytes)).size())
                .isEqualTo(1);
    }

    @Test
    void aCellMayHoldAConversationAsJson() throws IOException {
        PreferenceSource source = read("pairs.csv", """
                prompt,chosen,rejected
                "[{""role"":""user"",""content"":""u""}]","[{""role"":""assistant"",""content"":""a""}]","[{""role"":""assistant"",""content"":""b""}]"
                """);

        assertThat(source.records()).singleElement().isInstanceOfSatisfying(PreferenceRecord.Chat.class, chat -> {
            assertThat(chat.prompt().orElseThrow()).containsExactly(new Message("user", "u"));
            assertThat(chat.chosen()).containsExactly(new Message("assistant", "a"));
        });
    }

    @Test
    void aTextThatLooksLikeAListStaysAText() throws IOException {
        assertThat(text(read("pairs.csv", "prompt,chosen,rejected\nsort,\"[1, 2]\",\"[2, 1]\"\n"), 0))
                .isEqualTo(List.of("[1, 2]", "[2, 1]"));
    }

    @Test
    void aConversationAsPythonPrintsItIsNamed() throws IOException {
        assertThat(read("pairs.csv", "prompt,chosen,rejected\np,\"[{'role': 'user', 'content': 'x'}]\",b\n")
                        .refused())
                .singleElement()
                .asString()
                .contains("line 2", "as Python prints it", "json.dumps");
    }

    @Test
    void labelsAndScoresAreTexts() throws IOException {
        PreferenceSource labelled =
                read("kto.csv", "prompt,completion,label\na,b,True\nc,d,0\ne,f,maybe\n", RecordKind.UNPAIRED);
        assertThat(labelled.records())
                .extracting(PreferenceRecord::judgement)
                .containsExactly(new Judgement.Labelled(true), new Judgement.Labelled(false));
        assertThat(labelled.refused())
                .singleElement()
                .asString()
                .contains("line 4", "\"label\" must be a label: true or false", "maybe");
    }

    @Test
    void aRowWithTooFewOrTooManyCellsIsRefusedAndTheOthersAreRead() throws IOException {
        PreferenceSource source = read("pairs.csv", "prompt,chosen,rejected\na,b\nc,d,e\nf,g,h,i\n");

        assertThat(source.size()).isEqualTo(1);
        assertThat(source.refused())
                .extracting(RecordProblem::toString)
                .satisfiesExactly(
                        first -> assertThat(first).contains("line 2", "2 cells", "3 columns"),
                        second -> assertThat(second).contains("line 4", "4 cells"));
    }

    @Test
    void aQuoteThatIsNotClosedIsAnErrorWithItsLine() {
        assertThatThrownBy(() -> read("pairs.csv", "prompt,chosen,rejected\na,b,c\nd,\"e,f\ng,h,i\n"))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("line 3", "never closed", "cannot be skipped");
    }

    @Test
    void somethingAfterAClosingQuoteIsAnError() {
        assertThatThrownBy(() -> read("pairs.csv", "prompt,chosen,rejected\na,\"b\" c,d\n"))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("line 2", "doubled");
    }

    @Test
    void whatIsNotUtf8IsAnErrorWithItsLine() {
        assertThatThrownBy(() -> read("pairs.csv", "prompt,chosen,rejected\na,é,c\n".getBytes(ISO_8859_1)))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("line 2", "0xe9", "UTF-8");
    }

    @Test
    void aNameThatStandsTwiceIsAnError() {
        assertThatThrownBy(() -> read("pairs.csv", "prompt,chosen,chosen,rejected\na,b,c,d\n"))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("line 1", "\"chosen\"", "two columns");
    }

    @Test
    void anotherDelimiterIsNamed() {
        assertThatThrownBy(() -> read("pairs.csv", "prompt;chosen;rejected\na, b;c;d\n"))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll(
                        "line 1", "\";\" looks like the delimiter", "prompt;chosen;rejected", "commas");
        assertThatThrownBy(() -> read("pairs.tsv", "prompt,chosen,rejected\na,b,c\n"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("\",\" looks like the delimiter");
    }

    @Test
    void aListOfRecordsInsideOfAnObjectIsNamed() throws IOException {
        String pairs = "[{\"prompt\":\"p\",\"chosen\":\"a\",\"rejected\":\"b\"}]";
        assertThat(read("pairs.json", "{\"tags\": [1, 2], \"data\": " + pairs + "}\n")
                        .refused())
                .singleElement()
                .asString()
                .contains("list of objects in \"data\"", "jq '.[\"data\"]'");
        for (String start : List.of("{\n", "{\n\"n\": {\"x\": [1]},\n", "{\n\"tags\": [1, [2], {}],\n")) {
            assertThatThrownBy(() -> read("pairs.json", start + "\"data\":\n" + pairs + "\n}\n"))
                    .as(start)
                    .isInstanceOf(UserError.class)
                    .hasMessageContainingAll("one JSON object", "list of objects in \"data\"");
        }
        assertThat(read("pairs.json", "{\n\"prompt\": \"p\"}\n").refused()).isNotEmpty();
    }

    @Test
    void missingColumnsAreListed() throws IOException {
        assertThat(read("pairs.csv", "question,good,bad\na,b,c\n").refused())
                .singleElement()
                .asString()
                .contains("\"chosen\" and \"rejected\" are missing", "question, good, bad", "--chosen FIELD");
    }

    @Test
    void anEmptyTableHasNoRecords() throws IOException {
        assertThat(read("pairs.csv", "").rows()).isZero();
        assertThat(read("pairs.csv", "prompt,chosen,rejected\n").rows()).isZero();
    }

    private static List<?> text(PreferenceSource source, int record) {
        assertThat(source.refused()).isEmpty();
        return source.records().get(record).completions();
    }

    private PreferenceSource read(String name, String text) throws IOException {
        return read(name, text, RecordKind.PAIRS);
    }

    private PreferenceSource read(String name, String text, RecordKind kind) throws IOException {
        Files.writeString(folder.resolve(name), text);
        return PreferenceSource.read(folder.resolve(name), kind, ColumnMapping.RECOGNISED, 1);
    }

    private PreferenceSource read(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
        return PreferenceSource.read(folder.resolve(name), RecordKind.PAIRS, ColumnMapping.RECOGNISED, 1);
    }
}
