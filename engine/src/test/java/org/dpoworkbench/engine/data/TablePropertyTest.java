package org.dpoworkbench.engine.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.problem.UserError;
import tools.jackson.databind.json.JsonMapper;

/// What holds for any table, any rankings and any bytes.
class TablePropertyTest {

    @Property(tries = 100)
    void quotedCellsAreReadAsTheyWereWritten(@ForAll("cells") @NotEmpty List<List<String>> rows) throws IOException {
        String text = rows.stream()
                .map(row -> row.stream()
                        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\r\n", "prompt,chosen,rejected\r\n", "\r\n"));

        PreferenceSource source = read("rows.csv", text.getBytes(UTF_8), RecordKind.PAIRS);

        assertThat(source.refused()).isEmpty();
        assertThat(source.records().stream()
                        .map(record -> (PreferenceRecord.Text) record)
                        .map(record -> List.of(
                                record.prompt().orElseThrow(),
                                record.completions().getFirst(),
                                record.completions().getLast())))
                .isEqualTo(rows);
    }

    @Property(tries = 200)
    void ofScoresComeThePairsThatDifferTheBestFirst(@ForAll("scores") @Size(min = 2, max = 7) List<Integer> scores)
            throws IOException {
        String record = JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "prompt",
                        "p",
                        "completions",
                        IntStream.range(0, scores.size()).mapToObj(i -> "c" + i).toList(),
                        "scores",
                        scores));

        PreferenceSource pairs = read("lists.jsonl", record.getBytes(UTF_8), RecordKind.PAIRS);
        PreferenceSource rankings = read("lists.jsonl", record.getBytes(UTF_8), RecordKind.RANKINGS);

        long different = IntStream.range(0, scores.size())
                .mapToLong(i -> IntStream.range(0, i)
                        .filter(j -> !scores.get(i).equals(scores.get(j)))
                        .count())
                .sum();
        assertThat(pairs.size()).isEqualTo((int) different);
        assertThat(pairs.records()).allSatisfy(pair -> {
            int better = score(pair.completions().getFirst(), scores);
            assertThat(better).isGreaterThan(score(pair.completions().getLast(), scores));
        });
        int levels = (int) scores.stream().distinct().count();
        assertThat(rankings.size() + rankings.dropped().size()).isEqualTo(1);
        if (levels > 1) {
            assertThat(rankings.records().getFirst().completions().stream()
                            .map(completion -> score(completion, scores)))
                    .isSortedAccordingTo(Comparator.reverseOrder())
                    .hasSize(levels);
        }
    }

    @Property(tries = 300)
    void anyBytesAreRecordsOrAnErrorThatSaysWhatToDo(@ForAll byte[] bytes, @ForAll("names") String name)
            throws IOException {
        try {
            PreferenceSource source = read(name, bytes, RecordKind.PAIRS);
            assertThat(source.size()
                            + source.refused().size()
                            + source.dropped().size())
                    .isEqualTo(source.rows());
        } catch (UserError e) {
            assertThat(e.problems()).allSatisfy(problem -> assertThat(problem).contains(name));
        }
    }

    @Property(tries = 100)
    void aTableCutAnywhereIsReadInPartOrAnError(@ForAll("cells") @NotEmpty List<List<String>> rows, @ForAll int seed)
            throws IOException {
        byte[] whole = rows.stream()
                .map(row -> row.stream()
                        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining("\t")))
                .collect(Collectors.joining("\n", "prompt\tchosen\trejected\n", ""))
                .getBytes(UTF_8);
        byte[] cut = Arrays.copyOf(whole, new Random(seed).nextInt(whole.length));

        try {
            assertThat(read("cut.tsv", cut, RecordKind.PAIRS).size()).isLessThanOrEqualTo(rows.size());
        } catch (UserError e) {
            assertThat(e).hasMessageContaining("line ");
        }
    }

    private static int score(Object completion, List<Integer> scores) {
        return scores.get(Integer.parseInt(completion.toString().substring(1)));
    }

    @Provide
    Arbitrary<List<List<String>>> cells() {
        Arbitrary<String> text = Arbitraries.strings()
                .withChars("ab ,\t\n\"[]{}'\u00e9\u2028\u65e5")
                .ofMaxLength(10);
        return Combinators.combine(text, text, text)
                .as((a, b, c) -> List.of(a, b, c))
                .list()
                .ofMaxSize(6);
    }

    @Provide
    Arbitrary<List<Integer>> scores() {
        return Arbitraries.integers().between(-2, 3).list();
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of("x.csv", "x.tsv", "x.jsonl", "x.parquet");
    }

    private static PreferenceSource read(String name, byte[] bytes, RecordKind kind) throws IOException {
        Path folder = Files.createTempDirectory("tables");
        Path file = folder.resolve(name);
        try {
            Files.write(file, bytes);
            return PreferenceSource.read(file, kind, ColumnMapping.RECOGNISED, 1);
        } finally {
            Files.delete(file);
            Files.delete(folder);
        }
    }
}
