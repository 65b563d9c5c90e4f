package org.dpoworkbench.engine.runlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dpoworkbench.engine.curve.CurvesText;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.curve.Series;
import org.dpoworkbench.engine.generate.CompletionEnd;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.journal.JournalWriter;
import org.dpoworkbench.engine.journal.RunHistory;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RunLogTest {
    @TempDir
    Path path;

    private Project project;
    private RunFolder run;

    @BeforeEach
    void makeProject() throws IOException {
        project = Project.create(path, ProjectSettings.named("test"));
        run = new RunFolder(Files.createDirectories(project.runs().resolve("a")));
    }

    @Test
    void whatTheJournalSaysIsInTheTables() {
        write(firstLife());
        try (RunLog runLog = RunLog.open(project)) {
            assertThat(runLog.ingest()).isEqualTo(new Ingested(1, firstLife().length, List.of()));
            assertThat(runLog.runs()).singleElement().satisfies(indexed -> {
                assertThat(indexed.name()).isEqualTo("a");
                assertThat(indexed.state()).isEqualTo(RunState.STOPPED);
                assertThat(indexed.step()).isEqualTo(3);
                assertThat(indexed.totalSteps()).isEqualTo(4);
            });
            assertThat(runLog.series("a", "loss"))
                    .containsExactly(new SeriesPoint(1, 0.6), new SeriesPoint(2, 0.5), new SeriesPoint(3, 0.4));
            assertThat(runLog.series("a", "eval_loss")).containsExactly(new SeriesPoint(0, 0.7));
            assertThat(runLog.series("a", "lengths/samples")).containsExactly(new SeriesPoint(0, 12));
            assertThat(runLog.series("a", "lengths/samples_reference")).containsExactly(new SeriesPoint(0, 10));
            assertThat(runLog.last("a", "loss")).contains(new SeriesPoint(3, 0.4));
            assertThat(runLog.metrics("a"))
                    .containsExactly(
                            "eval_loss", "lengths/samples", "lengths/samples_reference", "loss", "rewards/margins");
            RunCurves curves = curves(runLog);
            assertThat(curves.evaluations())
                    .extracting(RunCurves.EvaluationPoint::pairs)
                    .containsExactly(Optional.of("pairs-step-000000.csv.gz"));
            assertThat(curves.samples()).containsExactly(firstSamples());
            assertThat(curves.warnings()).extracting(Event.Warning::code).containsExactly("clipped");
            assertThat(curves.checkpoints()).containsExactly(new Event.Checkpoint(2, "checkpoints/step-000002"));
        }
    }

    @Test
    void ingestingTwiceChangesNothing() throws SQLException {
        write(firstLife());
        try (RunLog runLog = RunLog.open(project)) {
            runLog.ingest();
            var once = rows();
            assertThat(runLog.ingest()).isEqualTo(new Ingested(0, 0, List.of()));
            assertThat(rows()).isEqualTo(once);
        }
    }

    @Test
    void resumingSupersedesRowsAsItDoesInTheJournal() {
        write(firstLife());
        try (RunLog runLog = RunLog.open(project)) {
            runLog.ingest();
            write(new Event.Resumed(2, 2, "h", 4));
            runLog.ingest();
            assertThat(runLog.series("a", "loss")).containsExactly(new SeriesPoint(1, 0.6), new SeriesPoint(2, 0.5));
            write(secondLife());
            runLog.ingest();
            RunHistory history = RunHistory.read(run);
            assertThat(runLog.series("a", "loss"))
                    .isEqualTo(history.steps().stream()
                            .map(p -> new SeriesPoint(p.step(), p.metrics().get("loss")))
                            .toList())
                    .containsExactly(
                            new SeriesPoint(1, 0.6),
                            new SeriesPoint(2, 0.5),
                            new SeriesPoint(3, 0.35),
                            new SeriesPoint(4, 0.3));
            assertThat(curves(runLog).warnings()).isEqualTo(history.warnings());
            assertThat(curves(runLog).checkpoints()).isEqualTo(history.checkpoints());
            assertThat(runLog.runs().getFirst().finalModel()).contains("model");
        }
    }

    @Test
    void aKilledIngestionGoesOnWhereItsLastTransactionEnded() throws SQLException {
        write(firstLife());
        RunLog.open(project).ingest(); // and no close
        write(secondLife());
        try (Connection killed = connect()) {
            Sql.update(killed, "shutdown immediately"); // as the system ends a process
        }
        Map<String, List<String>> continued;
        try (RunLog runLog = RunLog.open(project)) {
            runLog.ingest();
            continued = rows();
        }
        try (RunLog _ = RunLog.rebuild(project)) {
            assertThat(rows()).isEqualTo(continued);
        }
    }

    @Test
    @Timeout(60)
    void closedInTheMiddleOfAnIngestionItGoesOnFromThereTheNextTime() throws InterruptedException {
        int steps = 60_000; // several batches
        write(Stream.concat(
                        Stream.of(new Event.Started(1, "h", steps)),
                        IntStream.rangeClosed(1, steps).mapToObj(step -> step(step, 0.5)))
                .toArray(Event[]::new));
        var begun = new CountDownLatch(1);
        RunLog closed = RunLog.open(project);
        Thread ingestion = Thread.ofVirtual().start(() -> {
            begun.countDown();
            try {
                closed.ingest();
            } catch (UserError e) {
                // it was closed before it began
            }
        });
        begun.await();
        closed.close();
        ingestion.join();
        try (RunLog runLog = RunLog.open(project)) {
            runLog.ingest();
            assertThat(CurvesText.of(curves(runLog))).isEqualTo(CurvesText.of(RunCurves.read(run)));
        }
    }

    @Test
    void aBatchThatFailsHalfwayLeavesNoRowOfIt() throws SQLException {
        write(firstLife());
        try (RunLog runLog = RunLog.open(project)) {
            runLog.ingest();
            var before = rows();
            write(secondLife());
            try (Connection database = connect()) {
                Sql.update(
                        database,
                        "alter table entries add constraint failing check (line not like '%checkpoints/step-000004%')");
            }
            assertThat(runLog.ingest().problems())
                    .singleElement()
                    .asString()
                    .contains(run.path().toString());
            assertThat(rows()).isEqualTo(before);
        }
    }

    @Test
    void aBadLineStopsItsRunAloneAndOnlyThere() throws IOException {
        write(firstLife());
        Files.writeString(run.journal(), "{\"seq\":99}\n", StandardOpenOption.APPEND);
        RunFolder other = new RunFolder(Files.createDirectories(project.runs().resolve("b")));
        try (JournalWriter journal = JournalWriter.open(other)) {
            journal.append(new Event.Finished(0, "model"));
        }
        try (RunLog runLog = RunLog.open(project)) {
            assertThat(runLog.ingest().problems()).singleElement().asString().contains("journal.jsonl, line 11:");
            assertThat(runLog.series("a", "loss")).hasSize(3);
            assertThat(runLog.runs())
                    .extracting(IndexedRun::state)
                    .containsExactly(RunState.STOPPED, RunState.FINISHED);
        }
    }

    @Test
    void anyCutOfTheJournalGivesTheSameRows() throws IOException, SQLException {
        write(firstLife());
        write(secondLife());
        String journal = Files.readString(run.journal());
        Map<String, List<String>> whole;
        try (RunLog runLog = RunLog.open(project)) {
            runLog.ingest();
            whole = rows();
        }
        Files.delete(project.runLog());
        try (RunLog runLog = RunLog.open(project)) {
            for (int length = 1; length < journal.length(); length += 97) {
                Files.writeString(run.journal(), journal.substring(0, length));
                assertThat(runLog.ingest().problems()).isEmpty();
            }
            Files.writeString(run.journal(), journal);
            runLog.ingest();
            assertThat(rows()).isEqualTo(whole);
        }
    }

    @Test
    void aDamagedDatabaseIsToldAndRebuilt() throws IOException, SQLException {
        write(firstLife());
        Map<String, List<String>> before;
        try (RunLog runLog = RunLog.open(project)) {
            runLog.ingest();
            before = rows();
        }
        Files.writeString(project.runLog(), "this was a database");
        assertThatThrownBy(() -> RunLog.open(project))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("dpo runlog rebuild");
        try (RunLog _ = RunLog.rebuild(project)) {
            assertThat(rows()).isEqualTo(before);
        }
    }

    @Test
    void aRunWhoseFolderIsGoneIsForgottenAndOneMadeAnewIsReadAnew() throws IOException {
        write(firstLife());
        try (RunLog runLog = RunLog.open(project)) {
            runLog.ingest();
            Files.delete(run.journal());
            write(new Event.Started(1, "h", 9), step(1, 0.1), step(2, 0.1), step(3, 0.1), step(4, 0.1));
            runLog.ingest();
            assertThat(runLog.series("a", "loss"))
                    .extracting(SeriesPoint::value)
                    .containsOnly(0.1);
            assertThat(curves(runLog).samples()).isEmpty();
            Files.delete(run.journal());
            runLog.ingest();
            assertThat(runLog.runs()).isEmpty();
        }
    }

    @Test
    void aRunWithoutAWorkerThatNeverToldItsEndIsWrittenDownAsCrashed() {
        write(new Event.Started(1, "h", 9), step(1, 0.5));
        try (RunLog runLog = RunLog.open(project)) {
            runLog.ingest();
            assertThat(runLog.runs().getFirst().state()).isEqualTo(RunState.CRASHED);
            assertThat(runLog.runs().getFirst().failure().orElseThrow()).contains("after step 1");
        }
        assertThat(RunHistory.read(run).state()).isEqualTo(RunState.CRASHED);
    }

    private RunCurves curves(RunLog runLog) {
        return runLog.restore(run, Comparator.naturalOrder(), _ -> {})
                .orElseThrow()
                .curves()
                .snapshot();
    }

    private void write(Event... events) {
        try (JournalWriter journal = JournalWriter.open(run)) {
            List.of(events).forEach(journal::append);
        }
    }

    private static Event[] firstLife() {
        return new Event[] {
            new Event.Started(1, "h", 4),
            new Event.Evaluation(0, Map.of("eval_loss", 0.7), Optional.of("pairs-step-000000.csv.gz")),
            firstSamples()[0],
            firstSamples()[1],
            step(1, 0.6),
            step(2, 0.5),
            new Event.Checkpoint(2, "checkpoints/step-000002"),
            step(3, 0.4),
            new Event.Warning(3, "clipped", "most steps are clipped"),
            new Event.State(RunState.STOPPED, Optional.of("r"))
        };
    }

    private static Event.Samples[] firstSamples() {
        return new Event.Samples[] {samples("policy", 12, "good", "bad"), samples("reference", 10, "so")};
    }

    private static Event[] secondLife() {
        return new Event[] {
            new Event.Resumed(2, 2, "h", 4),
            step(3, 0.35),
            step(4, 0.3),
            new Event.Evaluation(4, Map.of("eval_loss", 0.3), Optional.empty()),
            new Event.Checkpoint(4, "checkpoints/step-000004"),
            new Event.Finished(4, "model")
        };
    }

    private static Event.Step step(int step, double loss) {
        return new Event.Step(step, Map.of("loss", loss, "rewards/margins", step * 0.1));
    }

    private static Event.Samples samples(String model, double length, String... completions) {
        List<Event.Sample> samples = new ArrayList<>();
        for (String completion : completions) {
            samples.add(new Event.Sample("p", completion, 1, CompletionEnd.END_TOKEN));
        }
        return new Event.Samples(0, model, samples, Map.of("lengths/samples", length));
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:h2:file:" + project.folder().resolve("runlog") + ";TRACE_LEVEL_FILE=0");
    }

    /// Every table's rows, with names for numbers that a rebuild may give out in another order; blocks
    /// point by point, as they may be cut elsewhere.
    private Map<String, List<String>> rows() throws SQLException {
        Map<String, String> tables = Map.of(
                "runs",
                "select name, journal_begun, journal_offset, last_word, state, step, total_steps, final_model,"
                        + " failure from runs",
                "entries",
                "select r.name, seq, line from entries e join runs r on r.id = run_id");
        Map<String, List<String>> rows = new TreeMap<>();
        try (Connection database = connect()) {
            for (Map.Entry<String, String> table : tables.entrySet()) {
                rows.put(
                        table.getKey(),
                        Sql.query(database, table.getValue(), RunLogTest::text).stream()
                                .sorted()
                                .toList());
            }
            List<String> points = new ArrayList<>();
            Sql.forEach(
                    database,
                    "select r.id, r.name, m.id, m.name from runs r, metrics m order by r.name, m.name",
                    row -> {
                        Series series = new Blocks(database, row.getInt(1))
                                .read(row.getInt(3))
                                .snapshot();
                        for (int i = 0; i < series.size(); i++) {
                            points.add(row.getString(2) + row.getString(4) + series.step(i) + "|" + series.value(i));
                        }
                    });
            rows.put("points", points);
        }
        return rows;
    }

    private static String text(ResultSet row) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            columns.add(row.getString(i));
        }
        return String.join("|", columns);
    }
}
