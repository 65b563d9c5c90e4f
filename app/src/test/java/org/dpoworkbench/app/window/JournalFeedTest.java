package org.dpoworkbench.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dpoworkbench.app.window.model.run.RunSource;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.curve.Series;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.journal.JournalWriter;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;
import org.dpoworkbench.engine.run.Lease;
import org.dpoworkbench.engine.run.RunFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFeedTest {
    @TempDir
    Path path;

    private RunFolder run;
    private Lease worker;
    private RunLogRuns runs;

    @BeforeEach
    void aRunUnderWay() throws IOException {
        Project project = Project.create(path, ProjectSettings.named("test"));
        run = new RunFolder(Files.createDirectories(project.runs().resolve("20261121-120000-dpo")));
        worker = Lease.acquire(run);
        tell(new Event.Started(1, "here", 100));
        tellSteps(1, 10, 0.6);
        runs = RunLogRuns.open(path);
        runs.catchUp();
    }

    @AfterEach
    void close() {
        runs.close();
        worker.close();
    }

    @Test
    void whatTheRunLogHasAndWhatTheJournalSaysBehindItMeetWithoutGapOrRepetition() {
        tellSteps(11, 20, 0.5);
        RunSource.Feed feed = runs.follow(run);
        assertThat(steps(read(feed))).isEqualTo(numbers(1, 20));
        runs.catchUp();
        tellSteps(21, 30, 0.4);
        assertThat(steps(read(feed))).isEqualTo(numbers(1, 30));
        assertThat(steps(read(runs.follow(run)))).isEqualTo(numbers(1, 30));
    }

    @Test
    void stepsThatAResumedWorkerTakesAgainReplaceTheOldOnes() {
        RunSource.Feed feed = runs.follow(run);
        read(feed);
        tell(new Event.Resumed(4, 2, "here", 100));
        tellSteps(5, 6, 0.1);
        RunCurves now = read(feed);
        assertThat(steps(now)).isEqualTo(numbers(1, 6));
        assertThat(now.series("loss").at(5)).hasValue(0.1);
        assertThat(now.seconds().size()).isEqualTo(6);
        runs.catchUp();
        assertThat(steps(read(runs.follow(run)))).isEqualTo(numbers(1, 6));
    }

    @Test
    void nothingNewIsNoSnapshot() {
        RunSource.Feed feed = runs.follow(run);
        read(feed);
        assertThat(feed.advance(_ -> {})).isEmpty();
    }

    @Test
    void aJournalThatWasBegunAnewIsReadAnew() throws IOException {
        RunSource.Feed feed = runs.follow(run);
        read(feed);
        Files.delete(run.journal());
        tell(new Event.Started(1, "here", 100));
        tellSteps(1, 2, 0.3);
        assertThat(steps(read(feed))).isEqualTo(numbers(1, 2));
        assertThat(steps(read(runs.follow(run)))).isEqualTo(numbers(1, 2)); // the run log still tells the old one
    }

    @Test
    void linesBeforeABadOneAreNotReadAgainOnceItIsGone() throws IOException {
        RunSource.Feed feed = runs.follow(run);
        read(feed);
        String whole = Files.readString(run.journal());
        Files.writeString(run.journal(), "{\"seq\":12}\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> feed.advance(_ -> {}))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("line 12");
        Files.writeString(run.journal(), whole);
        tellSteps(11, 12, 0.2);
        assertThat(steps(read(feed))).isEqualTo(numbers(1, 12));
    }

    @Test
    void aRunWithoutAJournalYetIsEmptyAndThenBegins() throws IOException {
        RunFolder queued = new RunFolder(Files.createDirectories(run.path().resolveSibling("20261121-130000-dpo")));
        RunSource.Feed feed = runs.follow(queued);
        assertThat(read(feed).metrics()).isEmpty();
        try (JournalWriter journal = JournalWriter.open(queued)) {
            journal.append(new Event.Step(1, Map.of("loss", 0.6)));
        }
        assertThat(steps(read(feed))).isEqualTo(numbers(1, 1));
    }

    @Test
    void whatChartsShowFirstIsReadFirst() {
        List<String> metrics = new ArrayList<>(List.of("zeta", "alpha", "eval_loss", "logratios/chosen", "loss"));
        metrics.sort(ChartOrder.comparator());
        assertThat(metrics).containsExactly("loss", "eval_loss", "logratios/chosen", "alpha", "zeta");
    }

    private RunCurves read(RunSource.Feed feed) {
        return feed.advance(_ -> {}).orElseThrow();
    }

    private void tell(Event... events) {
        try (JournalWriter journal = JournalWriter.open(run)) {
            List.of(events).forEach(journal::append);
        }
    }

    private void tellSteps(int first, int last, double loss) {
        tell(IntStream.rangeClosed(first, last)
                .mapToObj(step -> new Event.Step(step, Map.of("loss", loss)))
                .toArray(Event[]::new));
    }

    private static List<Integer> steps(RunCurves curves) {
        Series loss = curves.series("loss");
        return IntStream.range(0, loss.size()).map(loss::step).boxed().toList();
    }

    private static List<Integer> numbers(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().toList();
    }
}
