package org.dpoworkbench.app.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Slider;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.dpoworkbench.app.cli.FakeRooms;
import org.dpoworkbench.app.window.chart.CloudPane;
import org.dpoworkbench.app.window.model.Place;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.pairs.EvaluatedRun;
import org.dpoworkbench.app.window.model.pairs.PairRow;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// Two runs' clouds, driven by marker, pointer and keys.
@ExtendWith(ApplicationExtension.class)
class PairsPlaceTest {
    private static final LossConfig DPO = new LossConfig(LossType.SIGMOID, 0.1, 0, IpoNormalisation.MEAN);
    private static final LossConfig IPO = new LossConfig(LossType.IPO, 0.1, 0, IpoNormalisation.SUM);
    private static final double[][] START = {{0, 0}, {0, 0}, {0, 0}, {0, 0}};
    /// p0 and p1 far to the lower left, p2 and p3 to the upper right.
    private static final double[][] END = {{-8, -9}, {-8, -7}, {3, 2}, {4, 1}};

    @TempDir
    static Path project;

    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private Workbench model;

    @Start
    void open(Stage stage) {
        var runs = new RecordedRuns(project);
        new EvaluatedRun(runs, "dpo", DPO)
                .evaluated(0, START)
                .evaluated(40, END)
                .told();
        new EvaluatedRun(runs, "ipo", IPO)
                .evaluated(0, START)
                .evaluated(40, END)
                .told();
        model = TestWindow.open(stage, project, runs, new FakeRooms().rooms(), background).workbench;
        model.placeProperty().set(Place.PAIRS);
    }

    @AfterEach
    void close() {
        background.shutdownNow();
    }

    @Test
    void theMarkerMovesTheDotsAndALassoSelectsThoseInside(FxRobot robot) throws Exception {
        until(() -> model.runs().loadedProperty().get());
        robot.interact(
                () -> model.runs().runs().forEach(run -> run.shownProperty().set(true)));
        until(() -> robot.lookup("#cloud-dpo").tryQuery().isPresent()
                && cloud(robot, "dpo").dots().size() == 4);
        until(() -> cloud(robot, "dpo").dots().y()[0] == -8);
        Point2D end = cloud(robot, "dpo").placeOf(0);

        robot.interact(() -> model.marker().moveTo(0));
        until(() -> cloud(robot, "dpo").dots().y()[0] == 0);
        Point2D start = cloud(robot, "dpo").placeOf(0);
        assertThat(end.getX()).isLessThan(start.getX());
        assertThat(end.getY()).isGreaterThan(start.getY());
        assertThat(robot.lookup("#pairs-slider").queryAs(Slider.class).getValue())
                .isZero();

        robot.interact(() -> model.marker().clear());
        until(() -> cloud(robot, "ipo").dots().y()[0] == -8);
        CloudPane dpo = cloud(robot, "dpo");
        around(robot, dpo, dpo.placeOf(0), dpo.placeOf(1));
        TableView<PairRow> table = robot.lookup("#pair-table").queryTableView();
        until(() -> table.getSelectionModel().getSelectedItems().size() == 2);
        assertThat(table.getSelectionModel().getSelectedItems())
                .extracting(PairRow::id)
                .containsExactlyInAnyOrder("p0", "p1");

        // the same pair lights up in the other cloud
        robot.moveTo(dpo.localToScreen(dpo.placeOf(2)));
        until(() -> cloud(robot, "ipo").hovered().isPresent());
        assertThat(cloud(robot, "ipo").hovered()).hasValue(2);

        // keys: to the next dot above, which is p3 as it lies straighter than p2, and select it
        robot.clickOn(dpo.localToScreen(dpo.placeOf(1)));
        robot.type(KeyCode.UP).type(KeyCode.ENTER);
        until(() -> table.getSelectionModel().getSelectedItems().stream()
                .map(PairRow::id)
                .toList()
                .equals(List.of("p3")));
    }

    @Test
    void everythingThatTakesTheFocusHasAnAccessibleText(FxRobot robot) throws Exception {
        until(() -> model.runs().loadedProperty().get());
        robot.interact(
                () -> model.runs().runs().forEach(run -> run.shownProperty().set(true)));
        until(() -> robot.lookup("#cloud-dpo").tryQuery().isPresent());
        assertThat(robot.from(robot.lookup("#pairs-place").queryAs(Node.class))
                        .lookup((Node node) -> node.isFocusTraversable())
                        .queryAllAs(Node.class))
                .isNotEmpty()
                .allSatisfy(node ->
                        assertThat(node.getAccessibleText()).as(node.toString()).isNotBlank());
    }

    /// Drags a line around two points.
    private static void around(FxRobot robot, CloudPane pane, Point2D a, Point2D b) {
        double left = Math.min(a.getX(), b.getX()) - 8;
        double right = Math.max(a.getX(), b.getX()) + 8;
        double top = Math.min(a.getY(), b.getY()) - 8;
        double bottom = Math.max(a.getY(), b.getY()) + 8;
        robot.moveTo(pane.localToScreen(left, top))
                .press(MouseButton.PRIMARY)
                .moveTo(pane.localToScreen(right, top))
                .moveTo(pane.localToScreen(right, bottom))
                .moveTo(pane.localToScreen(left, bottom))
                .release(MouseButton.PRIMARY);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static CloudPane cloud(FxRobot robot, String run) {
        return robot.lookup("#cloud-" + run).queryAs(CloudPane.class);
    }

    private static void until(Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, condition);
        WaitForAsyncUtils.waitForFxEvents();
    }
}
