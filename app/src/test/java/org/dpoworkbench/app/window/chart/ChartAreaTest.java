package org.dpoworkbench.app.window.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.DoubleStream;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.shape.Line;
import javafx.stage.Stage;
import org.dpoworkbench.app.chart.ScreenTheme;
import org.dpoworkbench.app.cli.FakeRooms;
import org.dpoworkbench.app.window.FakeDesk;
import org.dpoworkbench.app.window.Followed;
import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.model.Notices;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;
import org.dpoworkbench.engine.run.RunState;
import org.dpoworkbench.ui.Stylesheets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class ChartAreaTest {
    private static final LossConfig DPO = new LossConfig(LossType.SIGMOID, 0.1, 0, IpoNormalisation.MEAN);
    private static final LossConfig IPO = new LossConfig(LossType.IPO, 0.1, 0, IpoNormalisation.SUM);

    @TempDir
    static Path project;

    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final RecordedRuns runs = new RecordedRuns(project);
    private final List<String> figures = new ArrayList<>();
    private Workbench model;

    @Start
    void open(Stage stage) {
        runs.add("dpo", DPO);
        runs.add("ipo", IPO);
        tell("dpo", 200);
        tell("ipo", 200);
        model = new Workbench(
                new Project(project, ProjectSettings.named("test")),
                new Workbench.Tools(
                        Followed.untilShutdown(background),
                        Platform::runLater,
                        new FakeDesk(),
                        new FakeRooms().rooms(),
                        runs,
                        new Notices(),
                        false));
        var context = new PlaceContext(model, new SimpleObjectProperty<>(ScreenTheme.LIGHT));
        var scene = new Scene(new ChartArea(context, (topic, _) -> figures.add(topic)), 700, 600);
        scene.getStylesheets().addAll(Stylesheets.window());
        stage.setScene(scene);
        stage.show();
        model.runs().refresh();
        Followed.follow(model.runs(), background);
    }

    @AfterEach
    void close() {
        background.shutdownNow();
    }

    @Test
    void anEyeThatOpensShowsTheRunsCharts(FxRobot robot) throws Exception {
        until(() -> !model.runs().shown().isEmpty()); // the newest run's eye opens by itself
        robot.interact(
                () -> model.runs().runs().forEach(run -> run.shownProperty().set(false)));
        show(robot, "dpo");
        until(() -> cards(robot).size() == 1 && cards(robot).getFirst().shown().isPresent());
        show(robot, "ipo");
        until(() -> cards(robot).size() == 2
                && cards(robot).stream().allMatch(card -> card.shown().isPresent()));
        assertThat(cards(robot)).extracting(card -> card.panel().unit()).containsExactlyInAnyOrder("nats", "nats²");
    }

    @Test
    void anEyeThatOpensAgainShowsItsChartAgain(FxRobot robot) throws Exception {
        show(robot, "dpo");
        until(() -> cards(robot).stream().anyMatch(card -> card.shown().isPresent()));
        for (int i = 0; i < 3; i++) {
            robot.interact(
                    () -> model.runs().runs().forEach(run -> run.shownProperty().set(false)));
            until(() -> cards(robot).isEmpty());
            show(robot, "dpo");
            until(() ->
                    cards(robot).size() == 1 && cards(robot).getFirst().shown().isPresent());
        }
    }

    @Test
    void theKeysMoveTheMarkerThroughAllCharts(FxRobot robot) throws Exception {
        show(robot, "dpo");
        show(robot, "ipo");
        until(() ->
                cards(robot).stream().filter(card -> card.shown().isPresent()).count() == 2);
        robot.interact(() -> cards(robot).getFirst().requestFocus());
        robot.type(KeyCode.LEFT);
        assertThat(model.marker().step()).hasValue(199);
        robot.push(KeyCode.SHIFT, KeyCode.LEFT);
        assertThat(model.marker().step()).hasValue(189);
        assertThat(robot.lookup(".step-marker").queryAllAs(Line.class))
                .hasSize(2)
                .allMatch(Line::isVisible)
                .extracting(Line::getStartX)
                .containsOnly(robot.lookup(".step-marker").queryAs(Line.class).getStartX());
        assertThat(cards(robot).getFirst().getAccessibleText()).contains("over 0 to 200 steps");
        robot.type(KeyCode.ESCAPE);
        assertThat(model.marker().step()).isEmpty();
    }

    @Test
    void aChartGrowsOverTheAreaAndBackAndBecomesAFigure(FxRobot robot) throws Exception {
        show(robot, "dpo");
        show(robot, "ipo");
        until(() -> cards(robot).size() == 2);
        double before = cards(robot).getFirst().getWidth();
        robot.interact(() -> cards(robot).getFirst().requestFocus());
        robot.type(KeyCode.ENTER);
        until(() -> cards(robot).size() == 1 && cards(robot).getFirst().getWidth() > 1.5 * before);
        until(() -> cards(robot).getFirst().shown().isPresent());
        robot.type(KeyCode.ESCAPE);
        until(() -> cards(robot).size() == 2);
        robot.clickOn((Node node) -> "Make a figure of this chart".equals(node.getAccessibleText()));
        assertThat(figures).containsExactly("loss");
    }

    @Test
    void everythingThatTakesTheFocusHasAnAccessibleText(FxRobot robot) throws Exception {
        show(robot, "dpo");
        show(robot, "ipo");
        until(() -> cards(robot).size() == 2);
        robot.clickOn("Values");
        assertThat(robot.lookup((Node node) -> node.isFocusTraversable()).queryAllAs(Node.class))
                .isNotEmpty()
                .allSatisfy(node -> assertThat(node.getAccessibleText()).isNotBlank());
        assertThat(robot.lookup("#chart-values").queryTableView().getItems()).isNotEmpty();
    }

    private List<ChartCard> cards(FxRobot robot) {
        return robot.lookup(".chart-card").queryAllAs(ChartCard.class).stream().toList();
    }

    private void show(FxRobot robot, String id) throws TimeoutException {
        until(() -> model.runs().loadedProperty().get());
        robot.interact(() -> model.runs().runs().stream()
                .filter(item -> item.id().equals(id))
                .map(RunItem::shownProperty)
                .forEach(shown -> shown.set(true)));
    }

    private void tell(String id, int steps) {
        runs.tell(
                id,
                RunState.RUNNING,
                RecordedRuns.curves(
                        1000,
                        DoubleStream.iterate(0.7, loss -> loss * 0.99)
                                .limit(steps)
                                .boxed()
                                .toList(),
                        Map.of()));
    }

    private static void until(Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, condition);
        WaitForAsyncUtils.waitForFxEvents();
    }
}
