package org.dpoworkbench.app.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.dpoworkbench.app.cli.FakeRooms;
import org.dpoworkbench.app.window.model.Place;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.data.PairRow;
import org.dpoworkbench.app.window.model.data.SmallProject;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.engine.project.Project;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The place *Data*, driven by keys over the real reading path.
@ExtendWith(ApplicationExtension.class)
class DataPlaceTest {
    @TempDir
    static Path folder;

    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private FakeDesk desk;
    private Workbench model;

    @Start
    void open(Stage stage) throws IOException {
        Project project = SmallProject.in(Files.createTempDirectory(folder, "project"));
        var window = TestWindow.open(
                stage, project, new RecordedRuns(project.folder()), new FakeRooms().rooms(), background);
        desk = window.desk;
        model = window.workbench;
        model.placeProperty().set(Place.DATA);
    }

    /// The project opens in the background.
    @BeforeEach
    void waitForThePlace(FxRobot robot) throws TimeoutException {
        until(() -> robot.lookup("#data-empty-add").tryQuery().isPresent());
    }

    @AfterEach
    void close() {
        background.shutdownNow();
    }

    @Test
    void aFileIsAddedAPairExcludedAndTheExclusionTakenBack(FxRobot robot) throws Exception {
        desk.choose(SmallProject.pairs(folder.resolve("train.jsonl")));
        Button add = robot.lookup("#data-empty-add").queryButton();
        assertThat(add.isVisible()).isTrue();
        robot.interact(add::requestFocus);
        robot.type(KeyCode.SPACE);

        TableView<PairRow> table = robot.lookup("#pairs").queryTableView();
        until(() -> table.getItems().size() == 6);
        assertThat(robot.lookup("#data-prejudice").queryAs(Label.class).getText())
                .contains("a judge that only prefers the longer answer would be right in");

        robot.interact(() -> {
            table.requestFocus();
            table.getSelectionModel().clearAndSelect(0);
        });
        robot.type(KeyCode.DOWN);
        PairRow second = table.getSelectionModel().getSelectedItem();
        assertThat(second.number()).isEqualTo(2);
        robot.type(KeyCode.DELETE);
        until(() -> table.getItems().get(1).isExcluded());
        assertThat(exclusions()).containsExactly(second.id().orElseThrow());
        assertThat(table.getSelectionModel().getSelectedIndex()).isEqualTo(1);

        robot.push(KeyCode.SHORTCUT, KeyCode.Z);
        until(() -> !table.getItems().get(1).isExcluded());
        until(() -> exclusions().isEmpty());
    }

    @Test
    void theSelectedPairIsShownTokenByToken(FxRobot robot) throws Exception {
        desk.choose(SmallProject.pairs(folder.resolve("other.jsonl")));
        robot.interact(() -> robot.lookup("#data-empty-add").queryButton().fire());
        TableView<PairRow> table = robot.lookup("#pairs").queryTableView();
        until(() -> table.getItems().size() == 6);

        robot.interact(() -> table.getSelectionModel().clearAndSelect(2));
        robot.interact(() ->
                robot.lookup("#data-as-tokens").queryAs(ToggleButton.class).fire());
        ListView<?> tokens = robot.lookup("#data-tokens").queryListView();
        until(() -> !tokens.getItems().isEmpty());

        assertThat(tokens.isVisible()).isTrue();
        until(() -> !robot.from(tokens).lookup(".token-scored").queryAll().isEmpty());
        assertThat(robot.from(tokens).lookup(".token-prompt").queryAll()).isNotEmpty();
    }

    @Test
    void everythingThatTakesTheFocusHasAnAccessibleText(FxRobot robot) throws Exception {
        desk.choose(SmallProject.pairs(folder.resolve("third.jsonl")));
        robot.interact(() -> robot.lookup("#data-empty-add").queryButton().fire());
        until(() -> robot.lookup("#pairs").queryTableView().getItems().size() == 6);

        assertThat(robot.lookup((Node node) -> node.isFocusTraversable()).queryAllAs(Node.class))
                .isNotEmpty()
                .allSatisfy(node ->
                        assertThat(node.getAccessibleText()).as("%s", node).isNotBlank());
    }

    private List<String> exclusions() {
        return Project.open(model.folder()).settings().exclude();
    }

    private static void until(Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, condition);
        WaitForAsyncUtils.waitForFxEvents();
    }
}
