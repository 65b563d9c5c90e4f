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
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.dpoworkbench.app.cli.FakeRooms;
import org.dpoworkbench.app.window.model.Notices;
import org.dpoworkbench.app.window.model.Place;
import org.dpoworkbench.app.window.model.Session;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.model.settings.SettingsFile;
import org.dpoworkbench.app.window.model.settings.SettingsStore;
import org.dpoworkbench.app.window.model.settings.WindowSettings;
import org.dpoworkbench.app.window.model.settings.WindowSettings.Theme;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;
import org.dpoworkbench.engine.run.RunState;
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
    private static final LossConfig IPO = new LossConfig(LossType.IPO, 0.1, 0, IpoNormalisation.SUM);

    @TempDir
    static Path project;

    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final RecordedRuns runs = new RecordedRuns(project);
    private final Notices notices = new Notices();
    private SettingsStore settings;
    private Workbench model;

    @Start
    void open(Stage stage) {
        settings = new SettingsStore(
                new SettingsFile(project.resolve("window.json")), WindowSettings.DEFAULTS, background, _ -> {});
        var desk = new FakeDesk();
        var session = new Session(this::opened, settings, background, Platform::runLater);
        var appearance = new Appearance(
                new SimpleObjectProperty<>(ColorScheme.LIGHT),
                settings.settingsProperty().map(WindowSettings::theme));
        model = new Workbench(
                new Project(project, ProjectSettings.named("controlled-sentiment")),
                new Workbench.Tools(
                        background, Platform::runLater, desk, new FakeRooms().rooms(), runs, notices, false));
        new MainWindow(stage, session, notices, desk, appearance).show();
        stage.setWidth(1000);
        stage.setHeight(700);
        session.create(project);
    }

    private Session.OpenProject opened(Project opened, boolean readOnly) {
        return new Session.OpenProject() {
            @Override
            public Workbench workbench() {
                return model;
            }

            @Override
            public void refresh() {
                model.runs().refresh();
            }

            @Override
            public void close() {
                // nothing is held
            }
        };
    }

    @AfterEach
    void close() {
        background.shutdownNow();
    }

    @Test
    void anEmptyProjectShowsHowToStartAndThenItsFirstRunsUnderTheSelection(FxRobot robot) throws Exception {
        until(() -> robot.lookup(".empty-project")
                .tryQuery()
                .filter(Node::isVisible)
                .isPresent());
        assertThat(robot.lookup(".command").queryAllAs(TextField.class))
                .extracting(TextField::getText)
                .anyMatch(line -> line.equals("./dpo demo"))
                .anyMatch(line -> line.startsWith("./dpo train ") && line.contains(project.toString()));

        runs.add("20261121-143205-ipo", IPO);
        runs.tell("20261121-143205-ipo", RunState.RUNNING, RecordedRuns.curves(60, List.of(24.5), Map.of()));
        model.runs().refresh();
        TableView<RunItem> table = robot.lookup("#runs").queryTableView();
        until(table::isVisible);
        assertThat(texts(robot, table)).contains("IPO sum β 0.1", "Running", "1 / 60", "24.50", "–");

        robot.type(KeyCode.HOME).type(KeyCode.DOWN);
        assertThat(table.getSelectionModel().getSelectedItem().id()).isEqualTo("20261121-143205-ipo");
        assertThat(robot.lookup("#run-settings").queryAs(Label.class).getText())
                .contains("Learning rate 5e-6", "16 pairs a step", "reference: the starting weights");

        runs.add("20261121-150000-ipo", IPO);
        runs.tell("20261121-150000-ipo", RunState.STARTING, RecordedRuns.curves(0, List.of(), Map.of()));
        runs.tell(
                "20261121-143205-ipo",
                RunState.FAILED,
                Optional.of("The loss is NaN."),
                RecordedRuns.curves(60, List.of(24.5, 24.0), Map.of()));
        model.runs().refresh();
        until(() -> table.getItems().size() == 2);
        assertThat(table.getSelectionModel().getSelectedItem().id()).isEqualTo("20261121-143205-ipo");
        assertThat(robot.lookup("#run-problem").queryAs(Label.class).getText()).isEqualTo("The loss is NaN.");
        assertThat(texts(robot, table)).contains("Failed", "Starting", "24.00");
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
        robot.interact(() -> settings.change(s -> s.withTheme(Theme.DARK)));
        assertThat(Application.getUserAgentStylesheet()).contains("primer-dark");
        robot.interact(() -> settings.change(s -> s.withTheme(Theme.SYSTEM)));
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
        robot.interact(() -> notices.error(new IllegalStateException("broken wheel")));
        until(() -> robot.lookup(".toasts .notification").tryQuery().isPresent());
        assertThat(robot.lookup("#notices").queryButton().getText()).isEqualTo("1");
    }

    private static List<String> texts(FxRobot robot, TableView<RunItem> table) {
        WaitForAsyncUtils.waitForFxEvents();
        return robot.from(table).lookup(".text").queryAllAs(Text.class).stream()
                .map(Text::getText)
                .toList();
    }

    private static void until(Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, condition);
        WaitForAsyncUtils.waitForFxEvents();
    }
}
