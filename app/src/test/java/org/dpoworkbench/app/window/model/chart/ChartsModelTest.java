package org.dpoworkbench.app.window.model.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.dpoworkbench.app.chart.curve.Domain;
import org.dpoworkbench.app.chart.curve.Span;
import org.dpoworkbench.app.window.model.Marker;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.model.run.RunList;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;
import org.dpoworkbench.engine.run.RunState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No toolkit: the executors are queues that the test empties.
class ChartsModelTest {
    @TempDir
    Path project;

    private final Queue<Runnable> background = new ArrayDeque<>();
    private final Queue<Runnable> ui = new ArrayDeque<>();
    private final Marker step = new Marker();
    private RecordedRuns recorded;
    private RunList list;
    private ChartsModel model;
    private ChartMarker marker;

    @BeforeEach
    void open() {
        recorded = new RecordedRuns(project);
        recorded.add("dpo", ChartRuns.DPO);
        recorded.add("ipo", ChartRuns.IPO_SUM);
        tell("dpo", 100, 0.6);
        tell("ipo", 50, 24);
        list = new RunList(new Project(project, ProjectSettings.named("test")), recorded, background::add, ui::add);
        read();
        list.runs().forEach(run -> run.shownProperty().set(false)); // the newest one's eye opens by itself
        model = new ChartsModel(list);
        marker = new ChartMarker(step, model);
    }

    @Test
    void theChartsAreThoseOfTheRunsWhoseEyeIsOpen() {
        assertThat(model.sheetProperty().get()).isEqualTo(Sheet.EMPTY);
        show("dpo");
        assertThat(losses()).containsExactly("loss/DPO");
        show("ipo");
        assertThat(losses()).containsExactly("loss/IPO sum", "loss/DPO");
    }

    @Test
    void whileARunGrowsItsChartsStayWhereTheyAre() {
        show("dpo");
        Sheet before = model.sheetProperty().get();
        long version = model.versionProperty().get();
        tell("dpo", 150, 0.5);
        read();
        assertThat(model.sheetProperty().get()).isSameAs(before);
        assertThat(model.versionProperty().get()).isGreaterThan(version);
        assertThat(model.scene().full()).isEqualTo(new Span(0, 150));
    }

    @Test
    void runsOfTheSameNameAreToldApart() {
        recorded.add("dpo-again", ChartRuns.DPO);
        tell("dpo-again", 10, 0.6);
        read();
        show("dpo");
        show("dpo-again");
        assertThat(model.runsProperty().get().stream().map(ChartRun::label).distinct())
                .hasSize(2);
    }

    @Test
    void aRunGoesByTheNameThatItWasGiven() {
        show("dpo");
        list.runs().stream()
                .filter(run -> run.id().equals("dpo"))
                .forEach(run -> run.nameProperty().set("first try"));
        assertThat(model.runsProperty().get()).extracting(ChartRun::label).containsExactly("first try");
    }

    @Test
    void zoomStaysInsideWhatThereIsAndEndsWithAnotherAxis() {
        show("dpo");
        model.zoomTo(new Span(80, 500));
        assertThat(model.scene().visible()).isEqualTo(new Span(80, 100));
        model.zoom(2, 100);
        assertThat(model.scene().visible()).isEqualTo(new Span(60, 100));
        model.zoom(100, 100);
        assertThat(model.zoomProperty().get()).isEmpty();
        model.zoomTo(new Span(10, 20));
        model.domainProperty().set(Domain.TIME);
        assertThat(model.zoomProperty().get()).isEmpty();
    }

    @Test
    void whatIsSeenMovesToTheEndsAndKeepsItsLength() {
        show("dpo");
        model.pan(10);
        assertThat(model.zoomProperty().get()).as("all is seen").isEmpty();
        model.zoomTo(new Span(40, 60));
        model.pan(10);
        assertThat(model.scene().visible()).isEqualTo(new Span(50, 70));
        model.pan(100);
        assertThat(model.scene().visible()).isEqualTo(new Span(80, 100));
        model.pan(-100);
        assertThat(model.scene().visible()).isEqualTo(new Span(0, 20));
    }

    @Test
    void aDifferenceIsTakenToTheChosenBaseline() {
        show("dpo");
        show("ipo");
        list.baselineProperty().set(item("dpo"));
        model.arrangementProperty().set(Arrangement.DIFFERENCE);
        assertThat(model.scene().baseline().map(ChartRun::id)).contains("dpo");
        item("ipo").shownProperty().set(false);
        assertThat(model.scene().baseline()).isEmpty(); // one run has nothing to stand beside
    }

    @Test
    void theMarkerGoesWithThePointerAndBackWhenItLeaves() {
        show("dpo");
        step.moveTo(30);
        marker.point(lossPanel(), 41.7);
        assertThat(step.step()).hasValue(42);
        marker.leave();
        assertThat(step.step()).hasValue(30);
        marker.point(lossPanel(), 0.2);
        assertThat(step.step()).hasValue(0);
        marker.put();
        marker.leave();
        assertThat(step.step()).hasValue(0);
    }

    @Test
    void theKeysMoveTheMarkerByRecordedSteps() {
        show("dpo");
        marker.move(-1);
        assertThat(step.step()).hasValue(99);
        marker.move(-10);
        assertThat(step.step()).hasValue(89);
        marker.move(Integer.MIN_VALUE / 2);
        assertThat(step.step()).hasValue(0);
        marker.move(Integer.MAX_VALUE / 2);
        assertThat(step.step()).hasValue(100);
        marker.clear();
        assertThat(step.step()).isEqualTo(OptionalInt.empty());
    }

    @Test
    void theMarkerStandsAtItsStep() {
        show("dpo");
        step.moveTo(40);
        assertThat(marker.places(lossPanel())).containsExactly(new ChartMarker.Place(40, Optional.empty()));
    }

    @Test
    void aChartInWordsSaysWhatItShowsAndItsValues() {
        show("dpo");
        assertThat(ChartWords.of(model, marker, lossPanel()))
                .isEqualTo("Loss of 1 run over 0 to 100 steps. DPO β 0.1: 0.6000 nats at step 100.");
        step.moveTo(3);
        assertThat(ChartWords.of(model, marker, lossPanel())).endsWith("at step 3.");
    }

    private Panel lossPanel() {
        return model.sheetProperty().get().panels().getFirst().orElseThrow();
    }

    private List<String> losses() {
        return model.sheetProperty().get().panels().stream()
                .flatMap(Optional::stream)
                .map(Panel::id)
                .toList();
    }

    private void show(String id) {
        item(id).shownProperty().set(true);
        read();
    }

    private RunItem item(String id) {
        return list.runs().stream()
                .filter(item -> item.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void tell(String id, int steps, double loss) {
        List<Double> losses =
                DoubleStream.generate(() -> loss).limit(steps).boxed().collect(Collectors.toList());
        recorded.tell(id, RunState.RUNNING, RecordedRuns.curves(1000, losses, Map.of()));
    }

    private void read() {
        list.refresh();
        drain();
        list.follow();
        drain();
    }

    private void drain() {
        while (!background.isEmpty() || !ui.isEmpty()) {
            (background.isEmpty() ? ui : background).remove().run();
        }
    }
}
