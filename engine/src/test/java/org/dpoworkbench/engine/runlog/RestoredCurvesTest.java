package org.dpoworkbench.engine.runlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeTry;
import org.dpoworkbench.engine.curve.CurvesText;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.journal.JournalReader;
import org.dpoworkbench.engine.journal.JournalWriter;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;
import org.dpoworkbench.engine.run.Lease;
import org.dpoworkbench.engine.run.RunFolder;

/// Run log and the journal behind it tell what the journal alone tells, wherever they meet.
class RestoredCurvesTest {
    private Path path;
    private Project project;
    private RunFolder run;
    private Lease worker; // lives, so that a cut journal is none of a crash

    @BeforeTry
    void makeProject() throws IOException {
        deleteProject();
        path = Files.createTempDirectory("restored");
        project = Project.create(path, ProjectSettings.named("test"));
        run = new RunFolder(Files.createDirectories(project.runs().resolve("a")));
        worker = Lease.acquire(run);
    }

    @AfterProperty
    void deleteProject() throws IOException {
        if (path != null) {
            worker.close();
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Property(tries = 25, seed = "42", shrinking = ShrinkingMode.OFF)
    void anyJournalCutAnywhereIsRestoredWhole(@ForAll long seed) throws IOException {
        var random = new SplittableRandom(seed);
        byte[] journal = journal(random);
        try (RunLog runLog = RunLog.open(project)) {
            for (int cut : cuts(random, journal.length)) {
                write(Arrays.copyOf(journal, cut));
                assertThat(runLog.ingest().problems()).isEmpty();
            }
            Restored early =
                    runLog.restore(run, Comparator.naturalOrder(), _ -> {}).orElseThrow();
            write(journal);
            runLog.ingest();
            Restored late =
                    runLog.restore(run, Comparator.reverseOrder(), _ -> {}).orElseThrow();
            RunCurves truth = RunCurves.read(run);
            assertThat(CurvesText.of(readOn(early))).isEqualTo(CurvesText.of(truth));
            assertThat(CurvesText.of(readOn(late))).isEqualTo(CurvesText.of(truth));
            assertThat(runLog.last("a", "loss").map(SeriesPoint::step))
                    .isEqualTo(
                            truth.series("loss").isEmpty()
                                    ? Optional.empty()
                                    : Optional.of(truth.series("loss").lastStep()));
        }
    }

    @Property(tries = 5, seed = "42", shrinking = ShrinkingMode.OFF)
    void whatIsIngestedDuringARestorationIsNotHalfInIt(@ForAll long seed) throws IOException {
        var random = new SplittableRandom(seed);
        byte[] journal = journal(random);
        try (RunLog runLog = RunLog.open(project)) {
            write(Arrays.copyOf(journal, journal.length / 2));
            runLog.ingest();
            Restored restored = runLog.restore(run, Comparator.naturalOrder(), _ -> {
                        try {
                            write(journal);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                        runLog.ingest();
                    })
                    .orElseThrow();
            assertThat(restored.journalOffset()).isLessThanOrEqualTo(journal.length / 2);
            assertThat(CurvesText.of(readOn(restored))).isEqualTo(CurvesText.of(RunCurves.read(run)));
        }
    }

    @Property(tries = 3, seed = "42", shrinking = ShrinkingMode.OFF)
    void aRunThatGrowsByAFewStepsAtATimeIsKeptInFewBlocks(@ForAll long seed) throws IOException, SQLException {
        var random = new SplittableRandom(seed);
        try (RunLog runLog = RunLog.open(project);
                JournalWriter journal = JournalWriter.open(run)) {
            var worker = new RandomWorker(random, journal);
            worker.begin();
            for (int i = 0; i < 300; i++) {
                worker.steps(random.nextInt(1, 60));
                runLog.ingest();
            }
            try (Connection database =
                    DriverManager.getConnection("jdbc:h2:file:" + path.resolve("runlog") + ";TRACE_LEVEL_FILE=0")) {
                List<Integer> sizes = Sql.query(database, """
                        select points from blocks where metric_id = (select id from metrics where name = 'loss')
                        order by first_step
                        """, row -> row.getInt(1));
                assertThat(sizes.stream().mapToInt(points -> points).sum()).isEqualTo(worker.lastStep());
                assertThat(sizes).hasSizeLessThan(worker.lastStep() / Block.FULL + 13); // log2(4096) + 1
            }
        }
    }

    private RunCurves readOn(Restored restored) {
        long offset = restored.journalOffset();
        while (true) {
            JournalReader.Batch batch = JournalReader.read(run, offset);
            if (batch.offset() == offset) {
                return restored.curves().snapshot();
            }
            batch.entries().forEach(restored.curves()::add);
            offset = batch.offset();
        }
    }

    private byte[] journal(SplittableRandom random) throws IOException {
        try (JournalWriter journal = JournalWriter.open(run)) {
            new RandomWorker(random, journal).live(random.nextInt(1, 5));
        }
        byte[] bytes = Files.readAllBytes(run.journal());
        Files.delete(run.journal());
        return bytes;
    }

    private static int[] cuts(SplittableRandom random, int length) {
        return random.ints(random.nextInt(1, 8), 0, length).sorted().toArray();
    }

    private void write(byte[] bytes) throws IOException {
        Files.write(run.journal(), bytes, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }
}
