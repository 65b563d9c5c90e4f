package org.dpoworkbench.app.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.stage.Stage;
import org.dpoworkbench.app.cli.FakeRooms;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;
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
    private final Appearance appearance = new Appearance(new SimpleObjectProperty<>(ColorScheme.LIGHT));
    private Workbench model;

    @Start
    void open(Stage stage) {
        model = new Workbench(
                new Project(project, ProjectSettings.named("controlled-sentiment")),
                new Workbench.Tools(
                        background, Platform::runLater, new FxDesk(stage), new FakeRooms().rooms(), runs, false));
        WindowApplication.open(stage, model, appearance);
        stage.setWidth(1000);
        stage.setHeight(700);
    }

    @AfterEach
    void close() {
        background.shutdownNow();
    }

    @Test
    void everythingThatTakesTheFocusHasAnAccessibleText(FxRobot robot) throws Exception {
        until(() -> model.runs().loadedProperty().get());
        assertThat(robot.lookup((Node node) -> node.isFocusTraversable()).queryAllAs(Node.class))
                .isNotEmpty()
                .allSatisfy(node -> assertThat(node.getAccessibleText()).isNotBlank());
    }

    @Test
    void theColoursAreTheSystemsUntilTheUserChoosesOthers(FxRobot robot) {
        assertThat(appearance.scheme().getValue()).isEqualTo(ColorScheme.LIGHT);
        robot.interact(() -> appearance.choiceProperty().set(Appearance.Choice.DARK));
        assertThat(Application.getUserAgentStylesheet()).contains("primer-dark");
        robot.interact(() -> appearance.choiceProperty().set(Appearance.Choice.SYSTEM));
        assertThat(Application.getUserAgentStylesheet()).contains("primer-light");
    }

    private static void until(Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, condition);
        WaitForAsyncUtils.waitForFxEvents();
    }
}
