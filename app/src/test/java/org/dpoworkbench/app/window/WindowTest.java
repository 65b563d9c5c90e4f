package org.dpoworkbench.app.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Application;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.dpoworkbench.app.cli.FakeRooms;
import org.dpoworkbench.app.window.model.Place;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.app.window.model.settings.WindowSettings.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The window itself, driven by keys, on whatever screen the build gives it; the usual one is JavaFX's headless.
@ExtendWith(ApplicationExtension.class)
class WindowTest {
    @TempDir
    static Path project;

    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final RecordedRuns runs = new RecordedRuns(project);
    private TestWindow window;
    private Workbench model;

    @Start
    void open(Stage stage) {
        window = TestWindow.open(stage, project, runs, new FakeRooms().rooms(), background);
        model = window.workbench;
    }

    @AfterEach
    void close() {
        background.shutdownNow();
    }

    @Test
    void everythingThatTakesTheFocusHasAnAccessibleText(FxRobot robot) throws Exception {
        until(() -> model.runs().loadedProperty().get()
                && robot.lookup("#shell").tryQuery().isPresent());
        assertThat(robot.lookup((Node node) -> node.isFocusTraversable()).queryAllAs(Node.class))
                .isNotEmpty()
                .allSatisfy(node -> assertThat(node.getAccessibleText()).isNotBlank());
    }

    @Test
    void theColoursAreTheSystemsUntilTheUserChoosesOthers(FxRobot robot) throws Exception {
        until(() -> Application.getUserAgentStylesheet().contains("primer-light"));
        robot.interact(() -> window.settings.change(s -> s.withTheme(Theme.DARK)));
        assertThat(Application.getUserAgentStylesheet()).contains("primer-dark");
        robot.interact(() -> window.settings.change(s -> s.withTheme(Theme.SYSTEM)));
        assertThat(Application.getUserAgentStylesheet()).contains("primer-light");
    }

    @Test
    void everyPlaceIsReachedByKeysAndByItsName(FxRobot robot) throws Exception {
        until(() -> robot.lookup("#shell").tryQuery().isPresent());
        int digit = KeyCode.DIGIT1.ordinal();
        for (Place place : Place.values()) {
            robot.push(KeyCode.SHORTCUT, KeyCode.values()[digit++]);
            until(() -> robot.lookup("#" + place.key() + "-place").tryQuery().isPresent());
        }
        robot.push(KeyCode.SHORTCUT, KeyCode.K);
        until(() -> robot.lookup("#palette").query().isVisible());
        robot.write("go pairs").type(KeyCode.ENTER);
        until(() -> robot.lookup("#pairs-place").tryQuery().isPresent());
        assertThat(robot.lookup("#palette").query().isVisible()).isFalse();
    }

    @Test
    void theNewRunPanelOpensOverAnyPlaceAndEscapeClosesIt(FxRobot robot) throws Exception {
        until(() -> robot.lookup("#shell").tryQuery().isPresent());
        robot.push(KeyCode.SHORTCUT, KeyCode.N);
        until(() -> robot.lookup("#new-run-panel").tryQuery().isPresent());
        robot.push(KeyCode.ESCAPE);
        until(() -> robot.lookup("#new-run-panel").tryQuery().isEmpty());
    }

    @Test
    void whatGoesWrongIsShownAndCanBeCopied(FxRobot robot) throws Exception {
        until(() -> robot.lookup("#shell").tryQuery().isPresent());
        robot.interact(() -> window.notices.error(new IllegalStateException("broken wheel")));
        until(() -> robot.lookup(".toasts .notification").tryQuery().isPresent());
        assertThat(robot.lookup("#notices").queryButton().getText()).isEqualTo("1");
    }

    private static void until(Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, condition);
        WaitForAsyncUtils.waitForFxEvents();
    }
}
