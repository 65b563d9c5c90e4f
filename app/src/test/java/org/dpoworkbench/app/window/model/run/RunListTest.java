package org.dpoworkbench.app.window.model.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Queue;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
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
        background.remove().run();
        ui.remove().run();
    }

    private RunSummary summary(String id) {
        return model.runs().stream()
                .filter(row -> row.id().equals(id))
                .findFirst()
                .orElseThrow()
                .summary();
    }
}
