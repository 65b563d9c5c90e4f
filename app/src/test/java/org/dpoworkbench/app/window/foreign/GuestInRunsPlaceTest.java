package org.dpoworkbench.app.window.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.dpoworkbench.app.chart.curve.Drawing;
import org.dpoworkbench.app.cli.FakeRooms;
import org.dpoworkbench.app.window.TestWindow;
import org.dpoworkbench.app.window.chart.DrawnCharts;
import org.dpoworkbench.app.window.model.Notice;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.app.window.model.runs.RunRow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// A folder that TRL itself has written, in the place *Runs*.
@ExtendWith(ApplicationExtension.class)
class GuestInRunsPlaceTest {
    /// `loss` of the steps 1 and 10 in the folder's newest `trainer_state.json`.
    private static final double FIRST_LOSS = 0.6931471824645996;

    private static final double LAST_LOSS = 0.08867675065994263;

    @TempDir
    Path project;

    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private TestWindow window;
    private Stage stage;
    private Path trl;

    @Start
    void open(Stage stage) throws IOException {
        Path recorded =
                Path.of(System.getProperty("project.root"), "engine", "src", "test", "resources", "guest", "trl");
        this.stage = stage;
        trl = project.resolve("trl");
        for (String state : List.of("checkpoint-5/trainer_state.json", "checkpoint-10/trainer_state.json")) {
            Files.createDirectories(trl.resolve(state).getParent());
            Files.copy(recorded.resolve(state), trl.resolve(state));
        }
        window = TestWindow.open(stage, project, new RecordedRuns(project), new FakeRooms().rooms(), background);
    }

    @AfterEach
    void close() {
        background.shutdownNow();
    }

    @Test
    void aTrainersFolderIsListedDrawnAndTakenOffTheListWithoutAWorkersActions(FxRobot robot) throws Exception {
        window.desk.folder = Optional.of(trl);
        until(() -> robot.lookup("#first-guest")
                .tryQuery()
                .filter(node -> node.getParent().getParent().isVisible())
                .isPresent());
        MenuButton add = robot.lookup("#first-guest").queryAs(MenuButton.class);
        robot.interact(() -> item(add).fire());

        ListView<RunRow> list = robot.lookup("#runs").queryListView();
        until(() -> texts(robot, list).contains("Finished"));
        assertThat(texts(robot, list)).contains("TRL", "trl", "10 / 10");
        assertThat(texts(robot, list)).anyMatch(text -> text.startsWith("loss 0.08868"));

        robot.interact(() -> window.session.follow());
        until(() -> DrawnCharts.in(stage.getScene().getRoot()).stream().anyMatch(GuestInRunsPlaceTest::isTheLoss));

        assertThat(List.of("run-pause", "run-stop", "run-checkpoint", "run-continue", "run-again", "run-from"))
                .noneMatch(id -> isVisible(robot, id));
        assertThat(isVisible(robot, "run-delete")).isFalse();
        assertThat(isVisible(robot, "run-remove")).isTrue();

        robot.interact(list::requestFocus);
        robot.type(KeyCode.DELETE);
        until(() -> window.workbench.runs().runs().isEmpty());
        assertThat(window.notices.all())
                .extracting(Notice::text)
                .anyMatch(text -> text.contains("off the list") && text.contains(trl.toString()));
        assertThat(trl.resolve("checkpoint-10/trainer_state.json")).exists();
    }

    /// The line of the losses from the first step to the last, and none of what a loss would start at, as
    /// the loss is unknown.
    private static boolean isTheLoss(DrawnCharts.Drawn chart) {
        return chart.topic().equals("loss")
                && chart.drawing().levels().isEmpty()
                && chart.drawing().lines().stream()
                        .map(Drawing.Line::points)
                        .anyMatch(points -> points.size() == 10
                                && points.x(0) == 1
                                && points.y(0) == FIRST_LOSS
                                && points.x(9) == 10
                                && points.y(9) == LAST_LOSS);
    }

    private static boolean isVisible(FxRobot robot, String id) {
        return robot.lookup("#" + id).queryAllAs(Node.class).stream().anyMatch(Node::isVisible);
    }

    private static MenuItem item(MenuButton button) {
        return button.getItems().stream()
                .filter(item -> "add-guest-folder".equals(item.getId()))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> texts(FxRobot robot, ListView<RunRow> list) {
        return robot.from(list).lookup(".text").queryAllAs(Text.class).stream()
                .map(Text::getText)
                .toList();
    }

    private static void until(Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, condition);
        WaitForAsyncUtils.waitForFxEvents();
    }
}
