package org.dpoworkbench.app.window;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.dpoworkbench.app.window.RealWindow.doFx;
import static org.dpoworkbench.app.window.RealWindow.onFx;
import static org.dpoworkbench.app.window.RealWindow.until;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.dpoworkbench.app.window.model.Place;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/// Files dragged with the mouse from another window onto this one; JavaFX's headless platform has no drag and drop, so
/// this needs a screen.
@Timeout(value = 120, unit = SECONDS)
class WindowDragTest {
    private static final double SOURCE_SIDE = 80;

    @TempDir
    Path folder;

    private final FxRobot robot = new FxRobot();
    private RealWindow window;
    private Stage source;

    @BeforeEach
    void open() throws Exception {
        assumeThat(System.getProperty("glass.platform"))
                .as("a platform with drag and drop")
                .isNotEqualTo("Headless");
        FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
        Path project = folder.resolve("first");
        Project.create(project, ProjectSettings.named("first"));
        window = RealWindow.open(folder.resolve("window.json"));
        doFx(() -> window.session.open(project));
        until("the project is open", () -> window.has("shell"));
    }

    @AfterEach
    void close() throws Exception {
        if (window != null) {
            doFx(source::close);
            window.end();
        }
    }

    @Test
    void aPreferenceFileDroppedOnDataBecomesASource() throws Exception {
        Path file = Files.writeString(
                folder.resolve("more.jsonl"),
                "{\"prompt\":\"The play\",\"chosen\":\" was good.\",\"rejected\":\" no.\"}\n");
        doFx(() -> window.workbench().placeProperty().set(Place.DATA));
        until("the place is there", () -> window.has("data-place"));
        offer(file);
        drop(window.node("data-place"));
        until(
                "the file is a source",
                () -> window.workbench().project().settings().data().stream()
                        .anyMatch(data -> data.path().endsWith("more.jsonl")));
    }

    @Test
    void aProjectsFolderDroppedOnTheWindowIsOpened() throws Exception {
        Path second = folder.resolve("second");
        Project.create(second, ProjectSettings.named("second"));
        offer(second);
        drop(window.node("shell"));
        until("the second project is open", () -> window.stage.getTitle().contains("second"));
        assertThat(onFx(() -> window.workbench().folder())).isEqualTo(second);
    }

    /// A small window over this one's corner, from which the file can be dragged.
    private void offer(Path file) throws Exception {
        doFx(() -> {
            var label = new Label(file.getFileName().toString());
            label.setOnDragDetected(event -> {
                var content = new ClipboardContent();
                content.putFiles(List.of(file.toFile()));
                label.startDragAndDrop(TransferMode.COPY_OR_MOVE).setContent(content);
                event.consume();
            });
            label.setMinSize(SOURCE_SIDE, SOURCE_SIDE);
            source = new Stage();
            source.setScene(new Scene(new StackPane(label)));
            source.setAlwaysOnTop(true);
            source.setX(0);
            source.setY(0);
            source.show();
            source.toFront();
        });
        until("the source is shown", () -> source.isShowing());
    }

    private void drop(Node target) throws Exception {
        Point2D from = onFx(() -> new Point2D(source.getX() + SOURCE_SIDE / 2, source.getY() + SOURCE_SIDE / 2));
        Bounds bounds = onFx(() -> target.localToScreen(target.getBoundsInLocal()));
        robot.drag(from).dropTo(new Point2D(bounds.getCenterX(), bounds.getCenterY()));
    }
}
