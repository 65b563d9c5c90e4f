package org.dpoworkbench.engine.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.NotEmpty;
import org.dpoworkbench.engine.config.ColumnMapping;
import tools.jackson.databind.json.JsonMapper;

class PreferenceFilePropertyTest {
    record Pair(String prompt, String chosen, String rejected) {}

    @Property(tries = 100)
    void everyFormOfAFileHoldsTheSamePairs(@ForAll("pairs") @NotEmpty List<Pair> pairs) throws IOException {
        JsonMapper mapper = JsonMapper.shared();
        List<String> objects = pairs.stream()
                .map(pair -> mapper.writeValueAsString(
                        Map.of("prompt", pair.prompt(), "chosen", pair.chosen(), "rejected", pair.rejected())))
                .toList();
        byte[] lines = String.join("\n", objects).getBytes(UTF_8);
        byte[] array = ("[" + String.join(",\n", objects) + "]").getBytes(UTF_8);

        for (byte[] file : List.of(lines, array, PreferenceSourceTest.gzip(lines), PreferenceSourceTest.gzip(array))) {
            assertThat(read(file)).isEqualTo(pairs);
        }
    }

    @Property(tries = 300)
    void anyBytesAreSplitAtLineFeedsAndNothingIsLost(@ForAll byte[] bytes) throws IOException {
        Utf8Lines lines = new Utf8Lines(new ByteArrayInputStream(bytes));
        List<Utf8Lines.Line> read = new ArrayList<>();
        lines.next().ifPresent(read::add);
        for (var line = lines.next(); line.isPresent(); line = lines.next()) {
            read.add(line.get());
        }

        long feeds = new String(bytes, StandardCharsets.ISO_8859_1)
                .chars()
                .filter(c -> c == '\n')
                .count();
        boolean endsOpen = bytes.length > 0 && bytes[bytes.length - 1] != '\n';
        assertThat(read).hasSize(Math.toIntExact(feeds + (endsOpen ? 1 : 0)));
        boolean allText = read.stream().allMatch(line -> line instanceof Utf8Lines.Line.Text);
        if (allText) {
            String joined = read.stream()
                    .map(line -> ((Utf8Lines.Line.Text) line).text())
                    .collect(Collectors.joining("\n", "", endsOpen || bytes.length == 0 ? "" : "\n"));
            assertThat(joined.getBytes(UTF_8)).isEqualTo(bytes);
        }
    }

    @Provide
    Arbitrary<List<Pair>> pairs() {
        Arbitrary<String> text = Arbitraries.strings()
                .withChars("ab \n\t\"\\{}[]:,\u0000\u00e9\u2028\u65e5")
                .ofMaxLength(12)
                .flatMap(start -> Arbitraries.of("", "\ud83d\ude00").map(end -> start + end));
        return Combinators.combine(text, text, text).as(Pair::new).list().ofMaxSize(8);
    }

    private static List<Pair> read(byte[] bytes) throws IOException {
        Path file = Files.createTempFile("pairs", ".data");
        try {
            Files.write(file, bytes);
            PreferenceSource source = PreferenceSource.read(file, RecordKind.PAIRS, ColumnMapping.RECOGNISED, 1);
            assertThat(source.refused()).isEmpty();
            return source.records().stream()
                    .map(record -> (PreferenceRecord.Text) record)
                    .map(text -> new Pair(
                            text.prompt().orElseThrow(),
                            text.chosen(),
                            text.completions().getLast()))
                    .toList();
        } finally {
            Files.delete(file);
        }
    }
}
