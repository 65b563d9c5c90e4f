package org.dpoworkbench.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.generate.CompletionEnd;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    Path path;

    private RunFolder folder;

    @BeforeEach
    void makeFolder() {
        folder = new RunFolder(path);
    }

    @Test
    void aLineIsCompactJsonWithNumberTimeAndType() throws IOException {
        Clock clock = Clock.fixed(Instant.parse("2026-11-21T14:32:05Z"), ZoneOffset.UTC);
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("loss", 0.6931471805599453);
        metrics.put("rewards/margins", 0.0);
        try (JournalWriter journal = JournalWriter.open(folder, clock)) {
            journal.append(new Event.Started(4711, "workstation", 60));
            journal.append(new Event.Step(1, metrics));
            journal.append(new Event.State(RunState.PAUSED, Optional.of("a1")));
        }
        assertThat(Files.readString(folder.journal())).isEqualTo("""
            {"seq":1,"time":"2026-11-21T14:32:05Z","type":"started","pid":4711,"host":"workstation","total_steps":60}
            {"seq":2,"time":"2026-11-21T14:32:05Z","type":"step","step":1,"metrics":{"loss":0.6931471805599453,"rewards/margins":0.0}}
            {"seq":3,"time":"2026-11-21T14:32:05Z","type":"state","state":"PAUSED","request":"a1"}
            """);
    }

    @Test
    void undefinedMetricsAreLeftOut() {
        write(step(1, Map.of("loss", Double.NaN)), step(2, Map.of("loss", Double.POSITIVE_INFINITY)));
        assertThat(JournalReader.read(folder, 0).entries())
                .extracting(Entry::event)
                .containsExactly(step(1, Map.of()), step(2, Map.of()));
    }

    @Test
    void aTornLastLineIsNotRead() {
        write(step(1), step(2));
        add("{\"seq\":3,\"time\":\"2026-");
        JournalReader.Batch batch = JournalReader.read(folder, 0);
        assertThat(batch.entries()).extracting(Entry::seq).containsExactly(1L, 2L);
        assertThat(batch.offset()).isEqualTo(JournalReader.wholeBytes(folder));
    }

    @Test
    void reopeningCutsATornLineAndContinuesTheNumbers() {
        write(step(1), step(2));
        add("{\"seq\":3,\"time\":\"2026-");
        write(step(3));
        assertThat(JournalReader.read(folder, 0).entries())
                .extracting(Entry::seq)
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void aJournalOfOneTornLineIsEmpty() {
        add("{\"seq\":1,");
        write(step(1));
        assertThat(JournalReader.read(folder, 0).entries())
                .extracting(Entry::seq)
                .containsExactly(1L);
    }

    @Test
    void aFolderWithoutAJournalReadsAsEmpty() {
        assertThat(JournalReader.read(folder, 0).entries()).isEmpty();
        assertThat(RunHistory.read(folder).state()).isEqualTo(RunState.QUEUED);
    }

    @Test
    void aFollowerGetsEachLineOnceItIsWhole() {
        write(step(1));
        JournalReader.Batch first = JournalReader.read(folder, 0);
        assertThat(JournalReader.read(folder, first.offset()))
                .isEqualTo(new JournalReader.Batch(List.of(), first.offset()));
        write(step(2));
        assertThat(JournalReader.read(folder, first.offset()).entries())
                .extracting(Entry::seq)
                .containsExactly(2L);
    }

    @Test
    void aBadLineInTheMiddleIsNamed() {
        write(step(1));
        add("{\"seq\":2,\"time\":\"2026-11-21T14:32:05Z\",\"type\":\"step\",\"step\":2,\n");
        add("{\"seq\":3,\"time\":\"2026-11-21T14:32:05Z\",\"type\":\"step\",\"step\":3,\"metrics\":{}}\n");
        List<Event> before = new ArrayList<>();
        assertThatThrownBy(() -> JournalReader.forEach(folder, entry -> before.add(entry.event())))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(folder.journal() + ", line 2:");
        assertThat(before).containsExactly(step(1));
    }

    @Test
    void aBadLineIsNamedByItsNumberInTheWholeFile() {
        write(step(1), step(2));
        long offset = JournalReader.wholeBytes(folder);
        add("{\"seq\":3}\n");
        assertThatThrownBy(() -> JournalReader.read(folder, offset))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("line 3:")
                .hasMessageContaining("\"time\" is missing");
    }

    @Test
    void linesOfTypesFromNewerVersionsAreSkipped() {
        write(step(1));
        add("{\"seq\":2,\"time\":\"2026-11-21T14:32:05Z\",\"type\":\"weather\",\"rain\":true}\n");
        add(
                "{\"seq\":3,\"time\":\"2026-11-21T14:32:05Z\",\"type\":\"step\",\"step\":2,\"metrics\":{},\"mood\":\"good\"}\n");
        write(step(3));
        assertThat(JournalReader.read(folder, 0).entries())
                .extracting(Entry::seq)
                .containsExactly(1L, 3L, 4L);
    }

    /// As versions wrote it that did not tell an end token from a stop text.
    @Test
    void anOldJournalsSamplesAreRead() {
        add("""
            {"seq":1,"time":"2026-11-21T14:32:05Z","type":"samples","step":0,"model":"policy","samples":[\
            {"prompt":"p","completion":"c","tokens":3,"ended":true}],"metrics":{}}
            """);
        assertThat(JournalReader.read(folder, 0).entries())
                .extracting(Entry::event)
                .containsExactly(new Event.Samples(
                        0, "policy", List.of(new Event.Sample("p", "c", 3, true, Optional.empty())), Map.of()));
    }

    @Test
    void aSampleSaysWhyItEndedAndWhetherItDidForOlderReaders() throws IOException {
        var cut = new Event.Sample("p", "c", 3, CompletionEnd.LENGTH);
        var stopped = new Event.Sample("p", "c", 3, CompletionEnd.STOP_TEXT);
        write(new Event.Samples(0, "policy", List.of(cut, stopped), Map.of()));
        assertThat(Files.readString(folder.journal()))
                .contains("\"ended\":false,\"end\":\"length\"", "\"ended\":true,\"end\":\"stop_text\"");
    }

    @Test
    void theLastWordIsFoundFromTheEnd() {
        write(new Event.Started(1, "h", 9), step(1), new Event.Checkpoint(1, "c"), new Event.Warning(1, "w", "x"));
        assertThat(JournalReader.findLast(folder, entry -> entry.event().impliedState()))
                .contains(RunState.RUNNING);
    }

    @Test
    void aLineLongerThanABatchIsReadWhole() {
        String long_ = "ab\n".repeat(3_000_000);
        var sampled = new Event.Samples(
                0, "policy", List.of(new Event.Sample(long_, "c", 1, CompletionEnd.END_TOKEN)), Map.of());
        write(step(1), sampled, step(2));
        List<Event> read = new ArrayList<>();
        JournalReader.forEach(folder, entry -> read.add(entry.event()));
        assertThat(read).containsExactly(step(1), sampled, step(2));
    }

    @Test
    void aSecondWriterIsTurnedAway() {
        try (JournalWriter first = JournalWriter.open(folder)) {
            first.append(step(1));
            assertThatThrownBy(() -> JournalWriter.open(folder))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("another process");
        }
    }

    @Test
    void aFullDiskIsToldWithTheFileAndLeavesWholeLines() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no /dev/full");
        Files.createSymbolicLink(folder.journal(), full);
        try (JournalWriter journal = JournalWriter.open(folder)) {
            assertThatThrownBy(() -> journal.append(step(1)))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining(folder.journal().toString())
                    .hasMessageContaining("No space left");
            assertThat(journal.lastSeq()).isZero();
        }
    }

    private static Event.Step step(int step) {
        return step(step, Map.of("loss", 1.0 / step));
    }

    private static Event.Step step(int step, Map<String, Double> metrics) {
        return new Event.Step(step, metrics);
    }

    private void write(Event... events) {
        try (JournalWriter journal = JournalWriter.open(folder)) {
            for (Event event : events) {
                journal.append(event);
            }
        }
    }

    private void add(String text) {
        try {
            Files.writeString(folder.journal(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
