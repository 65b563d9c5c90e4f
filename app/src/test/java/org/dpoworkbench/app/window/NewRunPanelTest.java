package org.dpoworkbench.app.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.dpoworkbench.app.cli.FakeRooms;
import org.dpoworkbench.app.cli.TrainOptions;
import org.dpoworkbench.app.room.Benchmark;
import org.dpoworkbench.app.room.RunEnd;
import org.dpoworkbench.app.window.model.Place;
import org.dpoworkbench.app.window.model.newrun.Field;
import org.dpoworkbench.app.window.model.newrun.NewRunRequest;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.RunState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The panel in the window, driven by keys.
@ExtendWith(ApplicationExtension.class)
class NewRunPanelTest {
    @TempDir
    private Path project;

    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final FakeRooms rooms = new FakeRooms();
    private TestWindow window;

    @Start
    void open(Stage stage) {
        rooms.trial = Optional.of(new Benchmark.Trial(8, 100, 5000, 160, OptionalDouble.of(310), Optional.empty()));
        rooms.end = RunEnd.at(RunState.RUNNING);
        window = TestWindow.open(stage, project, new RecordedRuns(project), rooms.rooms(), background);
    }

    @AfterEach
    void close() {
        background.shutdownNow();
    }

    @Test
    void betaTypedIsBetaInTheFormulaAndInTheRunThatStarts(FxRobot robot) throws Exception {
        openForm(robot);
        assertThat(robot.lookup("#field-beta").query().isFocused()).isTrue();
        type(robot, "0.25");
        assertThat(text(robot, "#loss-formula")).isEqualTo("−log σ(0.25 · h)");

        robot.press(KeyCode.SHORTCUT).type(KeyCode.ENTER).release(KeyCode.SHORTCUT);
        until(() -> rooms.asked.contains("start"));
        assertThat(rooms.asked).contains("trial");
        assertThat(rooms.started)
                .singleElement()
                .satisfies(config -> assertThat(config.loss().beta()).isEqualTo(0.25));
        until(() -> window.workbench.newRunProperty().get().isEmpty());
        assertThat(window.workbench.placeProperty().get()).isEqualTo(Place.RUNS);
    }

    @Test
    void whatIsWrongStandsBesideItsFieldAndKeepsTheRunFromStarting(FxRobot robot) throws Exception {
        openForm(robot);
        type(robot, "0");
        assertThat(text(robot, "#estimate")).contains("beta");
        assertThat(robot.lookup(".field-error").queryAllAs(Label.class))
                .filteredOn(Node::isVisible)
                .extracting(Label::getText)
                .anyMatch(error -> error.startsWith("beta must be a number above 0"));
        robot.press(KeyCode.SHORTCUT).type(KeyCode.ENTER).release(KeyCode.SHORTCUT);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(rooms.started).isEmpty();
        robot.press(KeyCode.SHORTCUT).type(KeyCode.Z).release(KeyCode.SHORTCUT);
        assertThat(text(robot, "#loss-formula")).isEqualTo("−log σ(0.1 · h)");
    }

    @Test
    void choosingIpoOffersItsNormalisationAndShowsItsTarget(FxRobot robot) throws Exception {
        openForm(robot);
        robot.clickOn("#method-ipo");
        assertThat(window.workbench.newRun().form().config().orElseThrow().loss())
                .isEqualTo(new LossConfig(LossType.IPO, 0.1, 0, IpoNormalisation.MEAN));
        robot.clickOn("#accept-offer");
        assertThat(window.workbench.newRun().form().config().orElseThrow().loss())
                .isEqualTo(new LossConfig(LossType.IPO, 0.1, 0, IpoNormalisation.SUM));
        assertThat(text(robot, "#loss-formula")).isEqualTo("(h − 5)²");
    }

    @Test
    void aFailedCheckStartsNothingAndSaysWhy(FxRobot robot) throws Exception {
        rooms.failure = Optional.of(new UserError("max_length 4096 is more than the model has positions."));
        openForm(robot);
        robot.press(KeyCode.SHORTCUT).type(KeyCode.ENTER).release(KeyCode.SHORTCUT);
        until(() -> !window.workbench
                .newRun()
                .form()
                .field(Field.MAX_LENGTH)
                .errorProperty()
                .get()
                .isEmpty());
        assertThat(rooms.started).isEmpty();
        assertThat(robot.lookup("#more-length").query().getStyleClass()).contains("wrong");
    }

    @Test
    void escapeClosesAndKeepsTheForm(FxRobot robot) throws Exception {
        openForm(robot);
        type(robot, "0.3");
        robot.type(KeyCode.ESCAPE);
        until(() -> robot.lookup("#new-run-panel").tryQuery().isEmpty());
        robot.interact(() -> window.workbench.openNewRun(NewRunRequest.fresh()));
        assertThat(text(robot, "#loss-formula")).isEqualTo("−log σ(0.3 · h)");
    }

    @Test
    void everythingThatTakesTheFocusHasAnAccessibleText(FxRobot robot) throws Exception {
        openForm(robot);
        assertThat(robot.from(robot.lookup("#new-run-panel"))
                        .lookup((Node node) -> node.isFocusTraversable())
                        .queryAllAs(Node.class))
                .isNotEmpty()
                .allSatisfy(node -> assertThat(node.getAccessibleText()).isNotBlank());
    }

    private void openForm(FxRobot robot) throws TimeoutException {
        until(() -> robot.lookup("#shell").tryQuery().isPresent());
        robot.interact(() -> window.workbench.openNewRun(NewRunRequest.from(
                TrainOptions.defaults(project.resolve("models/tiny"), List.of(project.resolve("pairs.jsonl"))),
                "test")));
        until(() ->
                robot.lookup("#field-beta").tryQuery().filter(Node::isFocused).isPresent());
    }

    private static void type(FxRobot robot, String text) {
        robot.press(KeyCode.SHORTCUT).type(KeyCode.A).release(KeyCode.SHORTCUT).write(text);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static String text(FxRobot robot, String id) {
        WaitForAsyncUtils.waitForFxEvents();
        return robot.lookup(id).queryAs(Label.class).getText();
    }

    private static void until(Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, condition);
        WaitForAsyncUtils.waitForFxEvents();
    }
}
