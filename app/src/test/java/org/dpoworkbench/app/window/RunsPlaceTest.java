package org.dpoworkbench.app.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.dpoworkbench.app.cli.FakeRooms;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.model.runs.RunRow;
import org.dpoworkbench.app.window.model.runs.SettingsTable;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.run.RunState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The place *Runs*, driven by keys.
@ExtendWith(ApplicationExtension.class)
class RunsPlaceTest {
    private static final LossConfig IPO = new LossConfig(LossType.IPO, 0.1, 0, IpoNormalisation.SUM);
    private static final LossConfig DPO = new LossConfig(LossType.SIGMOID, 0.1, 0, IpoNormalisation.MEAN);

    @TempDir
    Path project;

    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private RecordedRuns runs;
    private Workbench model;

    @Start
    void open(Stage stage) {
        runs = new RecordedRuns(project);
        model = TestWindow.open(stage, project, runs, new FakeRooms().rooms(), background).workbench;
    }

    @AfterEach
    void close() {
        background.shutdownNow();
    }

    @Test
    void anEmptyProjectOffersAFirstRun(FxRobot robot) throws Exception {
        until(() -> robot.lookup("#first-run").query().getParent().getParent().isVisible());
        robot.interact(() -> robot.lookup("#first-run").queryButton().fire());
        assertThat(model.newRunProperty().get()).isPresent();
    }

    @Test
    void aRunThatGrowsAndFailsStaysSelectedAndSaysWhy(FxRobot robot) throws Exception {
        runs.add("20261121-143205-ipo", IPO);
        runs.tell("20261121-143205-ipo", RunState.RUNNING, RecordedRuns.curves(60, List.of(24.5), Map.of()));
        model.runs().refresh();
        until(() -> robot.lookup("#runs").tryQuery().isPresent());
        ListView<RunRow> list = robot.lookup("#runs").queryListView();
        until(() -> list.getItems().size() == 1);
        assertThat(texts(robot, list)).contains("IPO sum β 0.1", "Running", "1 / 60", "loss 24.50");
        until(() -> robot.lookup("#run-tabs").tryQuery().isPresent());
        robot.interact(() -> robot.lookup("#run-tabs")
                .queryAs(TabPane.class)
                .getSelectionModel()
                .select(1));
        until(() -> robot.lookup("#run-settings").tryQuery().isPresent());
        TableView<SettingsTable.Line> settings = robot.lookup("#run-settings").queryTableView();
        assertThat(settings.getItems())
                .contains(new SettingsTable.Line("optimizer.learning_rate", List.of("5e-6"), false));

        runs.add("20261121-150000-ipo", IPO);
        runs.tell("20261121-150000-ipo", RunState.STARTING, RecordedRuns.curves(0, List.of(), Map.of()));
        runs.tell(
                "20261121-143205-ipo",
                RunState.FAILED,
                Optional.of("The loss is NaN."),
                RecordedRuns.curves(60, List.of(24.5, 24.0), Map.of()));
        model.runs().refresh();
        until(() -> list.getItems().size() == 2);
        assertThat(model.runs().selectedProperty().get().id()).isEqualTo("20261121-143205-ipo");
        assertThat(robot.lookup("#run-problem").queryAs(Label.class).getText()).isEqualTo("The loss is NaN.");
        assertThat(texts(robot, list)).contains("Failed", "Starting", "loss 24.00");
    }

    @Test
    void theListsKeysOpenTheEyeChooseTheBaselineDeleteAndRename(FxRobot robot) throws Exception {
        runs.add("b", DPO);
        runs.tell("b", RunState.FINISHED, RecordedRuns.curves(1, List.of(0.6), Map.of()));
        runs.add("a", IPO);
        runs.tell("a", RunState.FINISHED, RecordedRuns.curves(1, List.of(25.0), Map.of()));
        model.runs().refresh();
        until(() -> robot.lookup("#runs").tryQuery().isPresent());
        ListView<RunRow> list = robot.lookup("#runs").queryListView();
        until(() -> list.getItems().size() == 2);
        robot.interact(list::requestFocus);
        robot.type(KeyCode.HOME).type(KeyCode.DOWN).type(KeyCode.SPACE).type(KeyCode.B);
        RunItem chosen = model.runs().selectedProperty().get();
        assertThat(chosen.id()).isEqualTo("a");
        assertThat(chosen.shownProperty().get()).isTrue();
        assertThat(model.runs().baselineProperty().get()).isSameAs(chosen);

        robot.type(KeyCode.F2).write("first try").type(KeyCode.ENTER);
        assertThat(robot.lookup("#run-name").queryAs(Label.class).getText()).isEqualTo("first try");

        robot.interact(list::requestFocus);
        robot.type(KeyCode.DELETE);
        until(() -> list.getItems().size() == 1);
        robot.interact(() -> robot.lookup("#undo-delete").queryButton().fire());
        until(() -> list.getItems().size() == 2);
    }

    /// Of many selected runs only the values in sight are made, and the others when they come into it.
    @Test
    void valuesOfManyRunsAreThereOnceTheyAreInSight(FxRobot robot) throws Exception {
        for (int i = 0; i < 20; i++) {
            String id = "run-%02d".formatted(i);
            runs.add(id, DPO);
            runs.tell(id, RunState.FINISHED, RecordedRuns.curves(1, List.of(0.4 + i / 100.0), Map.of()));
        }
        model.runs().refresh();
        until(() -> robot.lookup("#runs").tryQuery().isPresent());
        ListView<RunRow> list = robot.lookup("#runs").queryListView();
        until(() -> list.getItems().size() == 20);
        robot.interact(() -> {
            model.runs().runs().forEach(run -> run.shownProperty().set(true));
            list.getSelectionModel().selectAll();
        });
        until(() -> robot.lookup("#run-values").tryQuery().isPresent());
        TableView<?> values = robot.lookup("#run-values").queryTableView();
        until(() ->
                values.getColumns().size() == 21 && shownValues(robot, values).contains("0.5900"));
        assertThat(shownValues(robot, values)).doesNotContain("0.4000");
        robot.interact(() -> values.scrollToColumnIndex(20));
        until(() -> shownValues(robot, values).contains("0.4000"));
    }

    private static List<String> shownValues(FxRobot robot, TableView<?> values) {
        WaitForAsyncUtils.waitForFxEvents();
        return robot.from(values).lookup(".value-cell .value").queryAllAs(Label.class).stream()
                .map(Label::getText)
                .toList();
    }

    private static List<String> texts(FxRobot robot, ListView<RunRow> list) {
        WaitForAsyncUtils.waitForFxEvents();
        return robot.from(list).lookup(".text").queryAllAs(Text.class).stream()
                .map(Text::getText)
                .toList();
    }

    private static void until(Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, condition);
        WaitForAsyncUtils.waitForFxEvents();
    }
}
