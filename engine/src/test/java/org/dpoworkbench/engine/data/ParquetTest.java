package org.dpoworkbench.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that pyarrow and `datasets` wrote, see docs/goldens/make_parquet.py.
class ParquetTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"none", "snappy", "zstd", "gzip", "v2"})
    void listsOfMessagesAreReadWhateverTheCodecAndTheRowGroups(String codec) {
        PreferenceSource source = read(file("messages-" + codec), RecordKind.PAIRS);

        assertThat(source.refused()).isEmpty();
        assertThat(source.size()).isEqualTo(50);
        for (int i = 0; i < 50; i++) {
            PreferenceRecord.Chat chat =
                    (PreferenceRecord.Chat) source.records().get(i);
            assertThat(chat.place().toString()).endsWith(", row " + (i + 1));
            assertThat(chat.prompt()).as("the conversations begin with it").isEmpty();
            assertThat(chat.chosen())
                    .containsExactly(
                            new Message("user", "question " + i), new Message("assistant", "good " + i + " é 日本"));
            assertThat(chat.completions().getLast().getLast().content()).isEqualTo("bad " + i);
            assertThat(chat.source()).contains(i % 2 == 0 ? "a" : "b");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"brotli", "lz4"})
    void aCodecThatIsNotReadIsNamedWithWhatToDo(String codec) {
        assertThatThrownBy(() -> read(file("codec-" + codec), RecordKind.PAIRS))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("compressed with " + codec, "snappy or zstd");
    }

    @Test
    void listsAndNullsOfDatasets() {
        PreferenceSource source = read(file("datasets-lists"), RecordKind.RANKINGS);

        assertThat(source.layout()).contains(RecordLayout.RATED);
        assertThat(source.fields()).containsExactly("prompt", "completions", "scores");
        // The third is not scored, and of record 1 the first two tie.
        assertThat(source.size()).isEqualTo(9);
        assertThat(source.dropped()).singleElement().asString().contains("row 2", "tie");
        assertThat(source.records().get(1).completions()).isEqualTo(List.of("b2", "a2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"arena-lists", "arena-json"})
    void arenaConversationsAreListsOrTheirJson(String name) {
        PreferenceSource source = read(file(name), RecordKind.PAIRS);

        assertThat(source.layout()).contains(RecordLayout.COMPARISON);
        assertThat(source.records())
                .extracting(record -> ((PreferenceRecord.Chat) record).chosen())
                .containsExactly(
                        List.of(new Message("user", "q0"), new Message("assistant", "a0")),
                        List.of(new Message("user", "q1"), new Message("assistant", "b1")));
        assertThat(source.dropped())
                .extracting(problem -> problem.place().number() + " " + problem.reason())
                .containsExactly("3 tie", "4 tie");
    }

    @Test
    void ultraFeedbackIsRankedByItsOverallScoreOrByWhatIsAskedFor() {
        PreferenceSource usual = read(file("ultrafeedback"), RecordKind.RANKINGS);
        assertThat(usual.fields())
                .containsExactly("instruction", "input", "completions.response", "completions.overall_score");
        assertThat(usual.records().getFirst().completions())
                .isEqualTo(List.of("answer 0 3", "answer 0 2", "answer 0 1"));
        assertThat(usual.records().getFirst().source()).contains("evol");
        Judgement.Graded graded = (Judgement.Graded) usual.records().getFirst().judgement();
        assertThat(graded.grades().getLast().attributes())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("overall_score", 1.0, "fine-grained_score", 4.0, "helpfulness", 1.0, "honesty", 4.0));

        ColumnMapping asked = new ColumnMapping(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of("fine-grained_score"),
                List.of(),
                Optional.empty());
        assertThat(PreferenceSource.read(file("ultrafeedback"), RecordKind.RANKINGS, asked, 1)
                        .records()
                        .getFirst()
                        .completions())
                .isEqualTo(List.of("answer 0 1", "answer 0 2", "answer 0 3"));
        assertThat(read(file("ultrafeedback"), RecordKind.PAIRS).size()).isEqualTo(18);
    }

    @Test
    void aNullIsRefusedWithItsRow() {
        assertThat(read(file("flat-null"), RecordKind.PAIRS).refused())
                .singleElement()
                .asString()
                .contains("row 2", "\"chosen\"", "null");
    }

    @Test
    void largeAndDictionaryStringsAreTexts() {
        assertThat(read(file("large-string"), RecordKind.PAIRS)
                        .records()
                        .getFirst()
                        .completions())
                .isEqualTo(List.of("x", "y"));
    }

    @Test
    void brokenFilesAreNamedWithWhatWasReadOfThem() throws IOException {
        byte[] whole = Files.readAllBytes(file("messages-snappy"));
        for (int length : new int[] {4, 8, 100, whole.length / 2, whole.length - 1}) {
            Path cut = folder.resolve("cut" + length + ".parquet");
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> read(cut, RecordKind.PAIRS))
                    .as("the first %d bytes", length)
                    .isInstanceOf(UserError.class)
                    .hasMessageContainingAll(cut.toString(), "broken as Parquet", "copied or downloaded");
        }
    }

    @Test
    void damagedPagesAreAnErrorAndNothingWorse() throws IOException {
        byte[] whole = Files.readAllBytes(file("messages-zstd"));
        int errors = 0;
        for (int at = 10; at < whole.length - 200; at += 331) {
            byte[] damaged = whole.clone();
            for (int i = at; i < at + 40; i++) {
                damaged[i] = (byte) 0xee;
            }
            Path file = folder.resolve("damaged-at-" + at + ".parquet");
            Files.write(file, damaged);
            try {
                read(file, RecordKind.PAIRS);
            } catch (UserError e) {
                errors++;
                assertThat(e).hasMessageContaining("broken as Parquet");
            }
        }
        assertThat(errors).isPositive();
    }

    private static PreferenceSource read(Path file, RecordKind kind) {
        return PreferenceSource.read(file, kind, ColumnMapping.RECOGNISED, 1);
    }

    private static Path file(String name) {
        try {
            return Path.of(ParquetTest.class
                    .getResource("/parquet/" + name + ".parquet")
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
