package org.dpoworkbench.engine.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreferenceSourceTest {
    private static final String PAIR = "{\"prompt\":\"a\",\"chosen\":\"b\",\"rejected\":\"c\"}";

    @TempDir
    Path folder;

    @Test
    void jsonLinesAreReadOneObjectALine() {
        PreferenceSource source = read(PAIR + "\n\n" + PAIR + "\r\n" + PAIR);

        assertThat(source.layout()).contains(RecordLayout.PROMPT);
        assertThat(source.records())
                .extracting(record -> record.place().number())
                .containsExactly(1L, 3L, 4L);
        assertThat(source.records().getFirst())
                .isEqualTo(new PreferenceRecord.Text(
                        RecordPlace.line(file().toString(), 1),
                        Optional.of("a"),
                        List.of("b", "c"),
                        Judgement.Preferred.WITHOUT_VOTES,
                        Optional.empty()));
    }

    @Test
    void anArrayIsReadElementByElement() {
        PreferenceSource source = read(" \n[" + PAIR + ",\n" + PAIR + "]\n");

        assertThat(source.records())
                .extracting(record -> record.place().toString())
                .containsExactly(file() + ", element 1", file() + ", element 2");
    }

    @Test
    void gzipIsRecognisedByItsBytesAndNotByItsName() {
        assertThat(read(gzip(PAIR.getBytes(UTF_8))).records()).hasSize(1);
        assertThat(read(gzip(("[" + PAIR + "]").getBytes(UTF_8))).records()).hasSize(1);
    }

    @Test
    void aByteOrderMarkIsPassedOver() {
        assertThat(read("\ufeff" + PAIR).records()).hasSize(1);
        assertThat(read("\ufeff[" + PAIR + "]").records()).hasSize(1);
        assertThat(read(gzip(("\ufeff" + PAIR).getBytes(UTF_8))).records()).hasSize(1);
    }

    @Test
    void aBrokenLineIsRefusedWithItsNumberAndTheOthersAreRead() {
        PreferenceSource source = read(PAIR + "\n{\"prompt\":\"a\",\"chosen\":\"b\"\n" + PAIR + "\n");

        assertThat(source.records()).hasSize(2);
        assertThat(source.refused()).singleElement().asString().contains("line 2", "invalid JSON", "cut short");
    }

    @Test
    void somethingAfterAnObjectIsRefused() {
        assertThat(onlyReason(PAIR + " x")).contains("invalid JSON");
        assertThat(onlyReason(PAIR + PAIR)).contains("invalid JSON");
    }

    @Test
    void aFieldGivenTwiceIsRefused() {
        assertThat(onlyReason("{\"prompt\":\"a\",\"chosen\":\"b\",\"chosen\":\"x\",\"rejected\":\"c\"}"))
                .contains("chosen");
    }

    @Test
    void aLineThatIsNoObjectIsRefused() {
        assertThat(onlyReason("null")).contains("JSON object");
        assertThat(onlyReason("\"text\"")).contains("JSON object");
    }

    @Test
    void aLineThatIsNotUtf8IsRefusedAndTheOthersAreRead() {
        PreferenceSource source = read(join(
                (PAIR + "\n").getBytes(UTF_8),
                "{\"prompt\":\"é\",\"chosen\":\"b\",\"rejected\":\"c\"}\n".getBytes(ISO_8859_1),
                PAIR.getBytes(UTF_8)));

        assertThat(source.records()).hasSize(2);
        assertThat(source.refused()).singleElement().asString().contains("line 2", "byte 12", "0xe9", "UTF-8");
    }

    @Test
    void utf16IsNamed() {
        assertThat(read(PAIR.getBytes(UTF_16)).refused().getFirst().reason())
                .contains("UTF-16", "Save the file as UTF-8");
    }

    @Test
    void anArrayThatIsNotUtf8IsAnErrorWithTheLine() {
        byte[] bytes =
                join(("[" + PAIR + ",\n").getBytes(UTF_8), new byte[] {'"', (byte) 0xc3, '"'}, "]".getBytes(UTF_8));

        assertThatThrownBy(() -> read(bytes)).isInstanceOf(UserError.class).hasMessageContainingAll("line 2", "UTF-8");
    }

    @Test
    void anArrayCutShortIsAnErrorForItsRestCannotBeAccountedFor() {
        assertThatThrownBy(() -> read("[" + PAIR + ",\n" + PAIR.substring(0, 20)))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("line 2", "cut short", "cannot be skipped");
        assertThatThrownBy(() -> read("[" + PAIR)).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> read("[" + PAIR + "]" + PAIR))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("array's end");
    }

    @Test
    void anElementThatIsNoObjectIsRefusedAndTheOthersAreRead() {
        PreferenceSource source = read("[1, " + PAIR + ", null]");

        assertThat(source.records()).hasSize(1);
        assertThat(source.refused())
                .extracting(problem -> problem.place().number())
                .containsExactly(1L, 3L);
    }

    @Test
    void unknownFieldsAreListedWithWhatToDo() {
        assertThat(onlyReason("{\"question\":\"a\",\"good\":\"b\",\"bad\":\"c\"}"))
                .startsWith("\"chosen\" and \"rejected\" are missing. Its fields are: question, good, bad.")
                .contains("--chosen FIELD --rejected FIELD");
    }

    @Test
    void aMissingFieldOfAKnownLayoutIsNamed() {
        PreferenceSource source = read(PAIR + "\n{\"prompt\":\"a\",\"chosen\":\"b\",\"response_1\":\"c\"}");

        assertThat(source.refused())
                .singleElement()
                .asString()
                .contains("line 2: \"rejected\" is missing. Its fields are: prompt, chosen, response_1.");
    }

    @Test
    void columnsCanBeMappedByHand() {
        ColumnMapping columns = ColumnMapping.pair(Optional.of("question"), Optional.of("good"), Optional.of("bad"));

        PreferenceSource source =
                read("{\"question\":\"a\",\"good\":\"b\",\"bad\":\"c\"}".getBytes(UTF_8), columns, 100);

        assertThat(source.records().getFirst())
                .isEqualTo(new PreferenceRecord.Text(
                        RecordPlace.line(file().toString(), 1),
                        Optional.of("a"),
                        List.of("b", "c"),
                        Judgement.Preferred.WITHOUT_VOTES,
                        Optional.empty()));
    }

    @Test
    void aValueOfTheWrongTypeIsRefused() {
        assertThat(onlyReason("{\"prompt\":\"a\",\"chosen\":3,\"rejected\":\"c\"}"))
                .contains("\"chosen\"", "is 3");
        assertThat(onlyReason("{\"prompt\":\"a\",\"chosen\":\"b\",\"rejected\":null}"))
                .contains("\"rejected\"", "null");
        assertThat(onlyReason("{\"prompt\":[],\"chosen\":\"b\",\"rejected\":\"c\"}"))
                .contains("\"prompt\"");
    }

    @Test
    void halfASurrogatePairIsNoText() {
        assertThat(onlyReason("{\"prompt\":\"a\",\"chosen\":\"\\ud83d!\",\"rejected\":\"c\"}"))
                .contains("\"chosen\"", "\\ud83d");
    }

    @Test
    void transcriptsHaveAnImplicitPrompt() {
        PreferenceSource source = read("{\"chosen\":\"b\",\"rejected\":\"c\",\"score\":3}");

        assertThat(source.layout()).contains(RecordLayout.IMPLICIT_PROMPT);
    }

    @Test
    void instructionAndInputBecomeAPrompt() {
        PreferenceSource source = read("""
                {"instruction":"Add.","input":"1, 2","output":"3","chosen":"3","rejected":"4"}
                {"instruction":"Sing.","input":"","output":"la","chosen":"la","rejected":"no"}
                {"instruction":"Sing.","chosen":"la","rejected":"no"}
                """);

        assertThat(source.layout()).contains(RecordLayout.INSTRUCTION);
        assertThat(source.records())
                .extracting(record -> ((PreferenceRecord.Text) record).prompt().orElseThrow())
                .containsExactly("Add.\n\n1, 2\n\n", "Sing.\n\n", "Sing.\n\n");
    }

    @Test
    void listsOfMessagesAreConversations() {
        PreferenceSource source = read("""
                {"chosen":[{"role":"user","content":"u"},{"role":"assistant","content":"a"}],\
                "rejected":[{"role":"user","content":"u"},{"role":"assistant","content":"b"}]}
                {"chosen":[{"role":"user"}],"rejected":[]}
                """);

        assertThat(source.records()).singleElement().isInstanceOfSatisfying(PreferenceRecord.Chat.class, chat -> {
            assertThat(chat.prompt()).isEmpty();
            assertThat(chat.chosen()).containsExactly(new Message("user", "u"), new Message("assistant", "a"));
        });
        assertThat(source.refused()).singleElement().asString().contains("line 2", "turn (number 1)");
    }

    @Test
    void tokenIdsAreTakenAsTheyAre() {
        PreferenceSource source =
                read("{\"prompt_input_ids\":[1,2],\"chosen_input_ids\":[3],\"rejected_input_ids\":[]}");

        assertThat(source.layout()).contains(RecordLayout.TOKENS);
        assertThat(source.records()).singleElement().isInstanceOfSatisfying(PreferenceRecord.Tokens.class, tokens -> {
            assertThat(tokens.prompt()).containsExactly(1, 2);
            assertThat(tokens.completions().getFirst()).containsExactly(3);
            assertThat(tokens.completions().getLast()).isEmpty();
        });
    }

    @Test
    void anIdOutsideTheVocabularyIsRefused() {
        String line = "{\"prompt_input_ids\":[1,%s],\"chosen_input_ids\":[3],\"rejected_input_ids\":[4]}";

        assertThat(onlyReason(line.formatted("100"))).contains("token id 100", "position 2", "0 to 99");
        assertThat(onlyReason(line.formatted("-1"))).contains("-1");
        assertThat(onlyReason(line.formatted("99999999999"))).contains("99999999999");
        assertThat(onlyReason(line.formatted("1.5"))).contains("1.5");
        assertThat(onlyReason(line.formatted("\"7\""))).contains("\"7\"");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> PreferenceSource.read(
                        folder.resolve("nofile.jsonl"), RecordKind.PAIRS, ColumnMapping.RECOGNISED, 100))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("nofile.jsonl", "does not exist");
    }

    @Test
    void aFolderWithoutDataIsAnError() {
        assertThatThrownBy(() -> PreferenceSource.read(folder, RecordKind.PAIRS, ColumnMapping.RECOGNISED, 100))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("holds no preference files");
    }

    @Test
    void brokenGzipIsNamed() {
        byte[] whole = gzip((PAIR + "\n").repeat(500).getBytes(UTF_8));

        assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length / 2)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("broken as gzip");
    }

    @Test
    void anEmptyFileHasNoRecords() {
        assertThat(read("").records()).isEmpty();
        assertThat(read("\n \n").records()).isEmpty();
        assertThat(read("[]").records()).isEmpty();
    }

    private String onlyReason(String text) {
        List<RecordProblem> refused = read(text).refused();
        assertThat(refused).hasSize(1);
        return refused.getFirst().reason();
    }

    private PreferenceSource read(String text) {
        return read(text.getBytes(UTF_8));
    }

    private PreferenceSource read(byte[] bytes) {
        return read(bytes, ColumnMapping.RECOGNISED, 100);
    }

    private PreferenceSource read(byte[] bytes, ColumnMapping columns, int vocabularySize) {
        try {
            Files.write(file(), bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return PreferenceSource.read(file(), RecordKind.PAIRS, columns, vocabularySize);
    }

    private Path file() {
        return folder.resolve("pairs.data");
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return compressed.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
