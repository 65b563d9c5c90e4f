package org.dpoworkbench.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.config.PromptExtraction;
import org.dpoworkbench.engine.data.Judgement;
import org.dpoworkbench.engine.data.Message;
import org.dpoworkbench.engine.data.PreferenceRecord;
import org.dpoworkbench.engine.data.RecordKind;
import org.dpoworkbench.engine.data.RecordPlace;
import org.dpoworkbench.engine.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A large file's records can be looked at in any order, and are not in memory.
class StoredRecordsTest {
    private static final int RECORDS = 200_000;
    private static final String LONG = ",77".repeat(40);
    private static final RecordPlace PLACE = new RecordPlace("f.jsonl", "line", 7, 2);
    private static final Judgement BETTER = new Judgement.Preferred(OptionalDouble.of(0.75));

    @TempDir
    Path folder;

    @Test
    void whatIsStoredIsReadAsItWas() {
        JsonNode calls = JsonMapper.shared().readTree("[{\"name\":\"go\",\"arguments\":{\"a\":null}}]");
        JsonNode nothing = JsonMapper.shared().nullNode();
        List<PreferenceRecord> records = List.of(
                new PreferenceRecord.Text(
                        PLACE, Optional.empty(), List.of("half \ud83d", "Ωß\n"), BETTER, Optional.of("web")),
                new PreferenceRecord.Chat(
                        PLACE,
                        Optional.of(List.of(new Message("user", "q"))),
                        List.of(
                                List.of(new Message("assistant", "", Map.of("content", nothing, "tool_calls", calls))),
                                List.of(new Message("assistant", "no"))),
                        BETTER,
                        Optional.empty(),
                        Map.of("tools", calls)));
        try (var writer = new StoredRecords.Writer()) {
            records.forEach(writer::add);
            List<PreferenceRecord> stored = writer.finish(_ -> new StoredTexts.Head(PLACE, BETTER));

            assertThat(stored).isEqualTo(records);
        }
    }

    @Test
    void tokenIdsAreStoredToo() {
        try (var writer = new StoredRecords.Writer()) {
            writer.add(new PreferenceRecord.Tokens(
                    PLACE, new int[] {1, 2}, List.of(new int[] {3}, new int[0]), BETTER, Optional.empty()));

            var stored = (PreferenceRecord.Tokens)
                    writer.finish(_ -> new StoredTexts.Head(PLACE, BETTER)).getFirst();

            assertThat(stored.prompt()).containsExactly(1, 2);
            assertThat(stored.completions()).containsExactly(new int[] {3}, new int[0]);
        }
    }

    /// Counted in the virtual machine, not estimated. Of token ids, since they take the least time to be read.
    @Test
    void ofALargeFileNeitherTextsNorTokensAreHeld() throws IOException, JMException {
        Path file = folder.resolve("large.jsonl");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < RECORDS; i++) {
                String own = (i / 250 / 250 + 4) + "," + (i / 250 % 250 + 4) + "," + (i % 250 + 4);
                out.write(
                        "{\"prompt_input_ids\":[%1$s%2$s],\"chosen_input_ids\":[%1$s%2$s],\"rejected_input_ids\":[5]}%n"
                                .formatted(own, LONG));
            }
        }
        try (DataInspector inspector =
                new DataInspector(RecordKind.PAIRS, Goldens.model(), DataConfig.of(List.of(file)), Optional.empty())) {
            InspectedSource source = inspector.read(
                    new InspectedSource.Reading(file, ColumnMapping.RECOGNISED, PromptExtraction.AUTO), Progress.NONE);
            Files.delete(file);
            List<InspectedRecord> records = inspector
                    .account(List.of(source), List.of(), Set.of(), 0, 0, OptionalInt.empty())
                    .records();

            assertThat(records).hasSize(RECORDS);
            assertThat(held(RecordPlace.class)).as("what is held is counted").isGreaterThanOrEqualTo(RECORDS);
            assertThat(held(PreferenceRecord.Tokens.class)).isLessThan(100);
            assertThat(held(TokenizedPair.class)).isLessThan(100);
            assertThat(records.get(123_456).place().number()).isEqualTo(123_457);
            assertThat(records.get(123_456).texts().orElseThrow().chosen()).startsWith("[5, 247, 210, 77, 77,");
            assertThat(records.getFirst().texts().orElseThrow().chosen()).startsWith("[4, 4, 4, 77,");
            assertThat(records.getLast().texts().orElseThrow().rejected()).isEqualTo("[5]");
        }
    }

    /// How many objects of a class can be reached.
    private static int held(Class<?> type) throws JMException {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        Matcher line = Pattern.compile("(\\d+) +\\d+ +" + Pattern.quote(type.getName()) + "(?: |$)", Pattern.MULTILINE)
                .matcher(histogram);
        return line.find() ? Integer.parseInt(line.group(1)) : 0;
    }
}
