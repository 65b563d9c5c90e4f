package org.dpoworkbench.app.window.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.dpoworkbench.app.chart.ScreenTheme;
import org.dpoworkbench.app.cli.FakeRooms;
import org.dpoworkbench.app.window.FakeDesk;
import org.dpoworkbench.app.window.Followed;
import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.model.Notices;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
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

/// The place as a user has it, on whatever screen the build gives it; the usual one is JavaFX's headless.
@ExtendWith(ApplicationExtension.class)
class FiguresPlaceTest {
    private static final String RUN = "20261121-143205-ipo";

    @TempDir
    static Path folder;

    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final RecordedRuns runs = new RecordedRuns(folder);
    private final FakeDesk desk = new FakeDesk();
    private final Timeline clock = new Timeline();
    private Workbench workbench;
    private FiguresPlace place;

    @Start
    void open(Stage stage) {
        runs.add(RUN, new LossConfig(LossType.IPO, 0.1, 0, IpoNormalisation.SUM));
        runs.tell(RUN, RunState.FINISHED, RecordedRuns.curves(3, List.of(25.0, 22.0, 20.0), Map.of(3, 0.75)));
        workbench = new Workbench(
                new Project(folder, ProjectSettings.named("test")),
                new Workbench.Tools(
                        Followed.untilShutdown(background),
                        Platform::runLater,
                        desk,
                        new FakeRooms().rooms(),
                        runs,
                        new Notices(),
                        false));
        place = new FiguresPlace(new PlaceContext(workbench, new SimpleObjectProperty<>(ScreenTheme.LIGHT)));
        var scene = new Scene(place, 900, 640);
        scene.getStylesheets().addAll(Stylesheets.window());
        stage.setScene(scene);
        stage.show();
        workbench.runs().refresh();
        clock.getKeyFrames()
                .setAll(new KeyFrame(Duration.millis(100), _ -> workbench.runs().follow()));
        clock.setCycleCount(Animation.INDEFINITE);
        clock.play();
    }

    /// A picture that is still drawn would find its folder gone.
    @AfterEach
    void finish() throws TimeoutException {
        clock.stop();
        until(() -> !place.model().busyProperty().get());
    }

    @Test
    void aFigureIsChosenItsWidthMendedAndSaved(FxRobot robot) throws Exception {
        until(() -> !workbench.runs().runs().isEmpty());
        Button save = robot.lookup("#figure-save").queryButton();
        robot.interact(() -> workbench.runs().runs().getFirst().shownProperty().set(false));
        until(() -> !place.model().busyProperty().get());
        assertThat(save.isDisabled()).isTrue();

        robot.interact(
                () -> robot.lookup("#figure-run-" + RUN).queryAs(Node.class).requestFocus());
        robot.type(KeyCode.SPACE);
        until(() -> !save.isDisabled());
        TextArea caption = robot.lookup("#figure-caption").queryAs(TextArea.class);
        assertThat(caption.getText()).contains("IPO sum β 0.1", RUN);

        TextField width = robot.lookup("#figure-width").queryAs(TextField.class);
        robot.interact(() -> {
            width.requestFocus();
            width.selectAll();
        });
        robot.write("20");
        assertThat(robot.lookup("#figure-width-problem").queryAs(Labeled.class).getText())
                .isEqualTo("Width must be in [40, 1000] mm, is 20.0.");
        robot.interact(width::selectAll);
        robot.write("85");
        assertThat(robot.lookup("#figure-width-problem").queryAs(Node.class).isVisible())
                .isFalse();
        until(() -> caption.getScene() != null && !save.isDisabled());

        Path file = folder.resolve("loss.pdf");
        desk.choose(file);
        robot.interact(save::requestFocus);
        robot.type(KeyCode.SPACE);
        until(() -> Files.exists(file) && workbench.jobs().running().isEmpty());
        try (PDDocument pdf = Loader.loadPDF(file.toFile())) {
            assertThat(new PDFTextStripper().getText(pdf)).contains("IPO sum β 0.1", "start: 1/(4β²) = 25");
            assertThat(pdf.getPage(0).getMediaBox().getWidth() / 72 * 25.4).isBetween(84.9, 85.1);
        }
    }

    @Test
    void everythingThatTakesTheFocusHasAnAccessibleText(FxRobot robot) throws Exception {
        until(() -> !workbench.runs().runs().isEmpty());
        robot.interact(
                () -> workbench.runs().runs().forEach(run -> run.shownProperty().set(true)));
        assertThat(robot.lookup((Node node) -> node.isFocusTraversable()).queryAllAs(Node.class))
                .isNotEmpty()
                .allSatisfy(node -> assertThat(node.getAccessibleText()).isNotBlank());
    }

    private static void until(Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, condition);
        WaitForAsyncUtils.waitForFxEvents();
    }
}
