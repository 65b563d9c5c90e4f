package org.dpoworkbench.app.window.model.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Queue;
import org.dpoworkbench.app.present.RunLook;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;
import org.dpoworkbench.engine.run.RunState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No toolkit: the two executors are queues that the test empties.
class RunListTest {
    private static final LossConfig DPO = new LossConfig(LossType.SIGMOID, 0.1, 0, IpoNormalisation.MEAN);
    private static final LossConfig IPO = new LossConfig(LossType.IPO, 0.1, 0, IpoNormalisation.SUM);

    @TempDir
    Path project;

    private final Queue<Runnable> background = new ArrayDeque<>();
    private final Queue<Runnable> ui = new ArrayDeque<>();
    private RecordedRuns runs;
    private RunList model;

    @BeforeEach
    void open() {
        runs = new RecordedRuns(project);
        model = new RunList(new Project(project, ProjectSettings.named("test")), runs, background::add, ui::add);
    }

    @Test
    void aProjectWithoutRunsIsLoadedAndEmpty() {
        read();
        assertThat(model.loadedProperty().get()).isTrue();
        assertThat(model.runs()).isEmpty();
        assertThat(model.problemProperty().get()).isEmpty();
    }

    @Test
    void aRunsLineSaysMethodStateStepLossAndHeldOutAccuracy() {
        runs.add("20261121-143205-ipo", IPO);
        runs.tell(
                "20261121-143205-ipo",
                RunState.RUNNING,
                RecordedRuns.curves(60, List.of(25.0, 24.0), Map.of(0, 0.0, 2, 0.75)));
        read();
        assertThat(model.runs()).singleElement().satisfies(row -> {
            RunSummary summary = row.summary();
            assertThat(summary.badge()).isEqualTo("IPO sum β 0.1");
            assertThat(summary.state()).contains(RunState.RUNNING);
            assertThat(summary.step()).isEqualTo(2);
            assertThat(summary.totalSteps()).isEqualTo(60);
            assertThat(summary.loss()).hasValue(24.0);
            assertThat(summary.heldOutAccuracy()).hasValue(0.75);
        });
        assertThat(model.underWayProperty().get()).isEqualTo(1);
    }

    @Test
    void atStepZeroAPolicyThatIsItsReferenceHasNoAccuracy() {
        runs.add("same", DPO);
        runs.add("other", RecordedRuns.config(DPO, Optional.of(Path.of("models", "reference"))));
        for (String id : List.of("same", "other")) {
            runs.tell(id, RunState.RUNNING, RecordedRuns.curves(60, List.of(), Map.of(0, 0.25)));
        }
        read();
        assertThat(summary("same").heldOutAccuracy()).isEmpty();
        assertThat(summary("other").heldOutAccuracy()).hasValue(0.25);
    }

    @Test
    void theNewestRunStandsFirst() {
        runs.add("20261121-100000-dpo", DPO);
        runs.add("20261122-100000-dpo", DPO);
        read();
        assertThat(model.runs()).extracting(RunItem::id).containsExactly("20261122-100000-dpo", "20261121-100000-dpo");
    }

    @Test
    void aRowStaysTheSameObjectWhileItsRunGoesOn() {
        runs.add("b", DPO);
        runs.tell("b", RunState.RUNNING, RecordedRuns.curves(60, List.of(0.69), Map.of()));
        read();
        RunItem row = model.runs().getFirst();
        runs.add("c", DPO);
        runs.tell("b", RunState.FINISHED, RecordedRuns.curves(60, List.of(0.69, 0.5), Map.of()));
        read();
        assertThat(model.runs()).hasSize(2).last().isSameAs(row);
        assertThat(row.summary().loss()).isEqualTo(OptionalDouble.of(0.5));
    }

    @Test
    void aDeletedRunGoes() throws IOException {
        Path folder = runs.add("a", DPO).path();
        read();
        Files.delete(folder.resolve("journal.jsonl"));
        Files.delete(folder.resolve("config.yaml"));
        read();
        assertThat(model.runs()).isEmpty();
    }

    @Test
    void aFailedRunSaysWhy() {
        runs.add("a", DPO);
        runs.tell("a", RunState.FAILED, Optional.of("The loss is NaN."), RecordedRuns.curves(1, List.of(), Map.of()));
        read();
        assertThat(summary("a").problem()).contains("The loss is NaN.");
    }

    @Test
    void anUnreadableRunIsShownAsSuchBesideTheOthers() throws IOException {
        runs.add("good", DPO);
        runs.tell("good", RunState.FINISHED, RecordedRuns.curves(1, List.of(0.6), Map.of()));
        runs.add("noJournalLine", DPO);
        Files.writeString(runs.add("noConfiguration", DPO).config(), "objective: [");
        read();
        assertThat(summary("good").state()).contains(RunState.FINISHED);
        assertThat(summary("noJournalLine").problem().orElseThrow()).contains("line 1 is no journal line");
        assertThat(summary("noConfiguration").problem().orElseThrow()).contains("is not a run's configuration");
        assertThat(summary("noConfiguration").state()).isEmpty();
    }

    @Test
    void curvesAreThereForRunsThatSomebodyLooksAtAndForNoOthers() {
        for (String id : List.of("a", "b", "c")) {
            runs.add(id, DPO);
            runs.tell(id, RunState.FINISHED, RecordedRuns.curves(60, List.of(0.69), Map.of()));
        }
        read();
        item("c").shownProperty().set(false);
        item("b").shownProperty().set(true);
        model.selectedProperty().set(item("a"));
        follow();
        assertThat(item("a").curves().series("loss").size()).isEqualTo(1);
        assertThat(item("b").curves().series("loss").size()).isEqualTo(1);
        assertThat(item("c").curves()).isSameAs(RunCurves.EMPTY);

        item("b").shownProperty().set(false);
        follow();
        assertThat(item("b").curves()).isSameAs(RunCurves.EMPTY);
        assertThat(item("b").summary().loss()).hasValue(0.69);
    }

    @Test
    void aRunUnderWayMovesItsLineBetweenTwoLooksAtItsFolder() {
        runs.add("a", DPO);
        runs.tell("a", RunState.RUNNING, RecordedRuns.curves(60, List.of(0.69), Map.of()));
        read();
        follow();
        runs.tell("a", RunState.RUNNING, RecordedRuns.curves(60, List.of(0.69, 0.6), Map.of()));
        follow();
        assertThat(summary("a").step()).isEqualTo(2);
        assertThat(summary("a").loss()).hasValue(0.6);
    }

    @Test
    void aSlowUiIsGivenTheNewestSnapshotAndNoQueue() {
        runs.add("a", DPO);
        List<Double> losses = new ArrayList<>();
        read();
        for (int i = 0; i < 10; i++) {
            losses.add(0.6);
            runs.tell("a", RunState.RUNNING, RecordedRuns.curves(60, losses, Map.of()));
            model.follow();
            drain(background);
        }
        assertThat(ui).hasSizeLessThanOrEqualTo(1);
        drain(ui);
        follow();
        assertThat(item("a").curves().lastStep()).isEqualTo(10);
    }

    @Test
    void aRunWhoseJournalCannotBeReadSaysSoAndIsTriedAgainOnceASecond() {
        runs.add("a", DPO);
        runs.tell("a", RunState.RUNNING, RecordedRuns.curves(60, List.of(0.69), Map.of()));
        read();
        runs.breakFeeds("journal.jsonl, line 7: this is no journal line");
        follow();
        assertThat(summary("a").problem().orElseThrow()).contains("line 7");
        int read = runs.curvesRead();
        follow();
        assertThat(runs.curvesRead()).isEqualTo(read);
        runs.mendFeeds();
        read();
        drain(background);
        drain(ui);
        assertThat(summary("a").problem()).isEmpty();
        assertThat(item("a").curves().lastStep()).isEqualTo(1);
    }

    @Test
    void theNewestRunsEyeIsOpenWhereNoOtherIs() {
        runs.add("20261121-100000-dpo", DPO);
        runs.add("20261122-100000-dpo", DPO);
        tellFinished("20261121-100000-dpo", "20261122-100000-dpo");
        read();
        assertThat(model.shown()).extracting(RunItem::id).containsExactly("20261122-100000-dpo");
    }

    @Test
    void aRunThatStartsOpensItsEyeInAColourThatNoOtherShownRunHas() {
        for (int i = 0; i < RunLook.COUNT; i++) {
            runs.add("a" + i, DPO);
            tellFinished("a" + i);
        }
        read();
        item("a0").shownProperty().set(true);
        runs.add("b", IPO);
        runs.tell("b", RunState.STARTING, RecordedRuns.curves(0, List.of(), Map.of()));
        read();
        assertThat(model.shown()).extracting(RunItem::id).containsExactly("b", "a6", "a0");
        assertThat(item("b").lookProperty().get())
                .isNotEqualTo(item("a0").lookProperty().get())
                .isNotEqualTo(item("a6").lookProperty().get());
    }

    @Test
    void namesTagsColoursEyesAndBaselineAreRemembered() {
        runs.add("a", DPO);
        runs.add("b", DPO);
        tellFinished("a", "b");
        read();
        item("a").nameProperty().set("low β");
        item("a").tags().add("paper");
        item("a").shownProperty().set(true);
        item("b").shownProperty().set(false);
        item("b").lookProperty().set(5);
        model.baselineProperty().set(item("b"));
        read();

        open();
        runs.add("a", DPO);
        tellFinished("a", "b");
        read();
        assertThat(item("a").label()).isEqualTo("low β");
        assertThat(item("a").tags()).containsExactly("paper");
        assertThat(model.shown()).containsExactly(item("a"));
        assertThat(item("b").lookProperty().get()).isEqualTo(5);
        assertThat(model.baselineProperty().get()).isSameAs(item("b"));
    }

    @Test
    void aDamagedNotesFileCostsTheNotesAndNothingElse() throws IOException {
        Files.writeString(project.resolve("workbench.json"), "{\"runs\": {\"a\": {\"look\": \"red\", ");
        runs.add("a", DPO);
        tellFinished("a");
        read();
        assertThat(item("a").lookProperty().get()).isZero();
        Files.writeString(project.resolve("workbench.json"), """
                {"version": 2, "runs": {"a": {"look": "red", "shown": 7, "name": "good", "tags": ["x", 3]}}}
                """);
        open();
        tellFinished("a");
        read();
        assertThat(item("a").label()).isEqualTo("good");
        assertThat(item("a").tags()).containsExactly("x");
        item("a").nameProperty().set("better");
        model.save();
        assertThat(project.resolve("workbench.json")).content().contains("good"); // a newer program's file
    }

    @Test
    void aGuestIsListedBehindTheProjectsOwnRunsAndFollowed() {
        runs.add("own", DPO);
        tellFinished("own");
        var guest = new Guest();
        RunItem item = model.addGuest(guest);
        read();
        assertThat(model.runs()).extracting(RunItem::id).containsExactly("own", "trl:output");
        assertThat(item.isGuest()).isTrue();
        assertThat(item.label()).isEqualTo("TRL");
        assertThat(item.shownProperty().get()).isTrue();
        guest.tell(RecordedRuns.curves(10, List.of(0.5), Map.of()));
        follow();
        assertThat(item.curves().lastStep()).isEqualTo(1);
        assertThat(item.summary().loss()).hasValue(0.5);
        guest.tell(RecordedRuns.curves(10, List.of(0.5, 0.4), Map.of()));
        follow();
        assertThat(item.summary().step()).isEqualTo(2);
        model.removeGuest("trl:output");
        read();
        assertThat(model.runs()).extracting(RunItem::id).containsExactly("own");
    }

    @Test
    void refreshReadsNothingOnTheCallersThreadAndShowsNothingOffTheUi() {
        runs.add("a", DPO);
        model.refresh();
        assertThat(runs.curvesRead()).isZero();
        background.remove().run();
        assertThat(model.runs()).isEmpty();
        ui.remove().run();
        assertThat(model.runs()).hasSize(1);
    }

    @Test
    void aRefreshDuringAReadingAddsNone() {
        model.refresh();
        model.refresh();
        assertThat(background).hasSize(1);
        background.remove().run();
        model.refresh();
        assertThat(background).hasSize(1);
    }

    private void read() {
        model.refresh();
        drain(background);
        drain(ui);
    }

    private void follow() {
        model.follow();
        drain(background);
        drain(ui);
    }

    private static void drain(Queue<Runnable> queue) {
        while (!queue.isEmpty()) {
            queue.remove().run();
        }
    }

    private void tellFinished(String... ids) {
        for (String id : ids) {
            runs.tell(id, RunState.FINISHED, RecordedRuns.curves(60, List.of(0.69), Map.of()));
        }
    }

    private RunItem item(String id) {
        return model.runs().stream()
                .filter(row -> row.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private RunSummary summary(String id) {
        return item(id).summary();
    }

    private static final class Guest implements GuestRun {
        private RunCurves curves = RunCurves.EMPTY;
        private boolean changed;

        void tell(RunCurves now) {
            curves = now;
            changed = true;
        }

        @Override
        public String id() {
            return "trl:output";
        }

        @Override
        public Path path() {
            return Path.of("output");
        }

        @Override
        public String origin() {
            return "TRL";
        }

        @Override
        public boolean changed() {
            return changed;
        }

        @Override
        public RunCurves curves() {
            changed = false;
            return curves;
        }
    }
}
