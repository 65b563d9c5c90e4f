package org.dpoworkbench.app.window;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.dpoworkbench.app.window.RealWindow.doFx;
import static org.dpoworkbench.app.window.RealWindow.onFx;
import static org.dpoworkbench.app.window.RealWindow.until;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.TitledPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.dpoworkbench.app.chart.CloudDots;
import org.dpoworkbench.app.window.chart.CloudPane;
import org.dpoworkbench.app.window.chart.DrawnCharts;
import org.dpoworkbench.app.window.chart.DrawnCharts.Drawn;
import org.dpoworkbench.app.window.model.Place;
import org.dpoworkbench.app.window.model.figures.FigureFormat;
import org.dpoworkbench.app.window.model.newrun.CheckResult;
import org.dpoworkbench.app.window.model.newrun.NewRunModel;
import org.dpoworkbench.app.window.model.newrun.NewRunRequest;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.curve.Series;
import org.dpoworkbench.engine.run.RunState;
import org.dpoworkbench.ui.Messages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/// The way through the window, from a project to a figure, with the engine's rooms and real workers. The tests are
/// its stations in order: each begins where the one before ended.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 240, unit = SECONDS)
class WindowPathTest {
    private static final int LONG = 5000;
    private static final double BUSY = 4;

    @TempDir
    static Path folder;

    @TempDir
    static Path elsewhere;

    private final FxRobot robot = new FxRobot();
    private final Set<ProcessHandle> others = ProcessHandle.current().children().collect(Collectors.toSet());
    private Path project;
    private RealWindow window;
    private FxWatch watch;

    private boolean astray;

    @RegisterExtension
    final TestExecutionExceptionHandler failure = (_, error) -> {
        astray = true;
        throw error;
    };

    @BeforeEach
    void onlyAsFarAsTheWayLeads(TestInfo station) {
        watch.during(station.getDisplayName());
        assumeThat(astray).as("an earlier station failed").isFalse();
    }

    @BeforeAll
    void openTheWindow() throws Exception {
        project = Files.createDirectories(folder.resolve("reviews"));
        SampleCopy.into(project);
        FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
        window = RealWindow.open(elsewhere.resolve("window.json"));
        lookAround();
        window.end();
        watch = FxWatch.begin(20);
        window = RealWindow.open(elsewhere.resolve("window.json"));
    }

    /// The first window of a process waits for the toolkit: its classes are loaded, theme and fonts are read. That is
    /// not what is measured here, so every place has been seen once before.
    private void lookAround() throws Exception {
        doFx(() -> window.session.open(project));
        until("the project is open", () -> window.has("shell"));
        for (Place place : Place.values()) {
            go(place);
        }
        go(Place.DATA);
        until("the pairs are counted", () -> digits("data-count") > 0);
        doFx(() -> window.workbench().openNewRun(NewRunRequest.fresh()));
        until("the panel is there", () -> window.has("field-beta"));
        doFx(() -> {
            window.workbench().closeNewRun();
            window.workbench().placeProperty().set(Place.RUNS);
        });
    }

    @AfterAll
    void endWhatWasStarted() throws Exception {
        try {
            if (window != null) {
                window.end();
            }
            if (watch != null) {
                watch.close();
            }
        } finally {
            Set<ProcessHandle> ours = ProcessHandle.current().children().collect(Collectors.toCollection(HashSet::new));
            ours.removeAll(others);
            ours.forEach(ProcessHandle::destroyForcibly);
            for (ProcessHandle process : ours) {
                process.onExit().get(30, SECONDS);
            }
        }
    }

    @Test
    @Order(1)
    void theSampleProjectOpens() throws Exception {
        doFx(() -> {
            window.session.open(project);
        });
        until("the project is open", () -> window.has("shell"));
        assertThat(window.stage.getTitle()).contains("controlled-sentiment");
        until("the empty place offers a run", () -> window.has("first-run"));
    }

    @Test
    @Order(2)
    void anAddedFileIsCountedWithTheOthers() throws Exception {
        Path more = Files.writeString(elsewhere.resolve("more.jsonl"), """
                {"prompt":"The play","chosen":" was good.","rejected":" was dull."}
                {"prompt":"The second play","chosen":" was good too.","rejected":" was as dull."}
                {"prompt":"The third play","chosen":" is not to be missed.","rejected":" never ends."}
                """);
        go(Place.DATA);
        until("the sample's pairs are counted", () -> digits("data-count") == 3200 + SampleCopy.HELD_OUT);
        window.desk.files = List.of(more);
        fire("data-add");
        until("the new pairs are counted", () -> digits("data-count") == 3200 + SampleCopy.HELD_OUT + 3);
        assertThat(onFx(() -> window.workbench().project().settings().data()))
                .anyMatch(source -> source.path().endsWith("more.jsonl"));
        until("the file's card tells its pairs", () -> hasText("3 records: 3 used"));
    }

    @Test
    @Order(3)
    void betaAndTheLearningRateAreTypedAndSteppedAndTheFormulaFollows() throws Exception {
        robot.push(KeyCode.SHORTCUT, KeyCode.N);
        until(
                "β has the focus",
                () -> window.has("field-beta") && window.node("field-beta").isFocused());
        type("field-beta", "0.2");
        assertThat(text("loss-formula")).isEqualTo("−log σ(0.2 · h)");
        focus("slider-beta");
        robot.type(KeyCode.RIGHT);
        assertThat(text("loss-formula")).isEqualTo("−log σ(0.5 · h)");
        robot.type(KeyCode.LEFT).type(KeyCode.LEFT);
        assertThat(text("loss-formula")).isEqualTo("−log σ(0.1 · h)");
        assertThat(hasText("at h = 0 the loss is 0.693"))
                .as("ln 2, whatever β is")
                .isTrue();
        type("field-learning_rate", "3e-4");
        focus("slider-learning_rate");
        robot.type(KeyCode.RIGHT);
        RunConfig config = onFx(() -> form().form().config().orElseThrow());
        assertThat(config.loss().beta()).isEqualTo(0.1);
        assertThat(config.optimizer().learningRate()).isEqualTo(5e-4);
    }

    @Test
    @Order(4)
    void theCheckPasses() throws Exception {
        fire("check");
        until("the check ends", () -> switch (form().check().resultProperty().get()) {
            case CheckResult.Passed _ -> true;
            case CheckResult.Failed failed -> throw new AssertionError(failed.problems());
            case CheckResult.None _, CheckResult.Running _ -> false;
        });
        assertThat(onFx(() -> hasText(Messages.text("newrun.check.passed")))).isTrue();
    }

    @Test
    @Order(5)
    void aRunStartsAndItsPointsArriveInTheCharts() throws Exception {
        robot.push(KeyCode.SHORTCUT, KeyCode.ENTER);
        until("the run is there and selected", () -> runs().size() == 1 && selected() == runs().getFirst());
        until("steps arrive", () -> runs().getFirst().curves().lastStep() >= 2);
        until("the loss is drawn as far", () -> drawn("loss").stream().anyMatch(chart -> chart.reaches() >= 2));
        assertThat(workers()).isNotEmpty();
    }

    @Test
    @Order(6)
    void aRunIsPausedAndResumedAndFinishes() throws Exception {
        focus("runs");
        robot.push(KeyCode.SHORTCUT, KeyCode.P);
        until("it is paused", () -> state(selected()) == RunState.PAUSED);
        int paused = onFx(() -> selected().curves().lastStep());
        assertThat(paused).isLessThan(SampleCopy.STEPS);
        robot.push(KeyCode.SHORTCUT, KeyCode.P);
        until("it goes on", () -> selected().curves().lastStep() > paused);
        until("it is finished", () -> state(selected()) == RunState.FINISHED);
        until("every step has arrived", () -> steps(selected()).equals(upTo(SampleCopy.STEPS)));
        until("and is drawn", () -> drawn("loss").getFirst().reaches() == SampleCopy.STEPS);
    }

    @Test
    @Order(7)
    void anIpoRunIsStartedFromTheFirstOne() throws Exception {
        robot.push(KeyCode.SHORTCUT, KeyCode.R);
        until("the panel is open", () -> window.has("method-ipo"));
        fire("method-ipo");
        RunConfig config = onFx(() -> form().form().config().orElseThrow());
        assertThat(config.loss().lossType()).isEqualTo(LossType.IPO);
        assertThat(text("loss-formula")).as("1/(2 · 0.1) is 5").isEqualTo("(h − 5)²");
        robot.push(KeyCode.SHORTCUT, KeyCode.ENTER);
        until("the second run is there", () -> runs().size() == 2);
        until("it is finished", () -> state(runs().getFirst()) == RunState.FINISHED);
        until("every step has arrived", () -> steps(runs().getFirst()).equals(upTo(SampleCopy.STEPS)));
    }

    @Test
    @Order(8)
    void sideBySideTheRunsShareTheAxisOfLogRatiosButNotOfLosses() throws Exception {
        doFx(() -> {
            runs().forEach(run -> run.shownProperty().set(true));
            split(window.node("chart-area")).setDividerPositions(0.95);
        });
        until(
                "both are drawn in one chart",
                () -> drawn("log-ratios").stream()
                        .anyMatch(chart -> chart.runs().size() == 2));
        String columns = Messages.text("chart.arrangement.columns");
        doFx(() -> {
            button(columns, ToggleButton.class).fire();
        });
        until(
                "each has a column",
                () -> drawn("log-ratios").size() == 2 && drawn("loss").size() == 2);
        List<Drawn> ratios = onFx(() -> drawn("log-ratios"));
        assertThat(ratios.getFirst().drawing().y())
                .isEqualTo(ratios.getLast().drawing().y());
        List<Drawn> losses = onFx(() -> drawn("loss"));
        assertThat(losses.getFirst().drawing().y())
                .isNotEqualTo(losses.getLast().drawing().y());
    }

    @Test
    @Order(9)
    void theCloudFollowsTheMarkerThroughTheEvaluations() throws Exception {
        doFx(() -> {
            window.stage.getScene().lookup(".chart-card").requestFocus();
        });
        robot.type(KeyCode.LEFT);
        assertThat(onFx(() -> window.workbench().marker().step())).hasValue(SampleCopy.STEPS - 1);
        go(Place.PAIRS);
        until("both clouds are there", () -> runs().stream().allMatch(run -> window.has("cloud-" + run.id())));
        assertTheCloudsShow(SampleCopy.STEPS - SampleCopy.EVALUATION_STEPS);
        robot.push(KeyCode.SHORTCUT, KeyCode.SHIFT, KeyCode.LEFT);
        robot.push(KeyCode.SHORTCUT, KeyCode.SHIFT, KeyCode.LEFT);
        assertTheCloudsShow(SampleCopy.STEPS - 2 * SampleCopy.EVALUATION_STEPS);
        focus("pairs-slider");
        robot.type(KeyCode.HOME);
        assertTheCloudsShow(0);
        robot.type(KeyCode.END);
        assertTheCloudsShow(SampleCopy.STEPS);
    }

    @Test
    @Order(10)
    void theSamplesOfBothRunsAreShown() throws Exception {
        go(Place.SAMPLES);
        until("there are samples", () -> window.has("samples"));
    }

    @Test
    @Order(11)
    void aFigureIsSavedAndItsFilesHoldWhatTheJournalsSay() throws Exception {
        go(Place.FIGURES);
        until(
                "there is a figure",
                () -> window.has("figure-save") && !window.node("figure-save").isDisabled());
        ComboBox<?> table = onFx(() -> nodes(ComboBox.class).stream()
                .filter(box -> Messages.text("figures.csv").equals(box.getAccessibleText()))
                .findFirst()
                .orElseThrow());
        doFx(() -> {
            table.getSelectionModel().selectLast(); // every recorded point
        });
        for (FigureFormat format : FigureFormat.values()) {
            save(format);
        }
        List<String> badges =
                onFx(() -> runs().stream().map(run -> run.summary().badge()).toList());
        SavedFigure figure = new SavedFigure(elsewhere.resolve("loss"));
        assertThat(figure.pdfText()).contains(badges);
        assertThat(figure.svgTexts()).containsAll(badges);
        assertThat(figure.svgPaths()).isGreaterThan(4);
        double width = Double.parseDouble(text("figure-width"));
        double dpi = Double.parseDouble(text("figure-dpi"));
        assertThat(figure.pngWidth()).isCloseTo((int) Math.round(width / 25.4 * dpi), within(1));
        assertThat(figure.pngDpi()).isCloseTo(dpi, within(0.1));
        for (RunItem run : onFx(() -> List.copyOf(runs()))) {
            assertThat(figure.csvValues(run.id(), "loss", "training"))
                    .isEqualTo(Journal.of(run.folder()).values("step", "loss"));
            assertThat(figure.csvValues(run.id(), "loss", "held-out"))
                    .isEqualTo(Journal.of(run.folder()).values("evaluation", "eval_loss"));
        }
    }

    @Test
    @Order(12)
    void aRunOutlivesTheWindowAndIsLiveAgainWithoutAGap() throws Exception {
        go(Place.RUNS);
        focus("runs");
        robot.push(KeyCode.SHORTCUT, KeyCode.R);
        until("the panel is open", () -> window.has("more-length"));
        doFx(() -> {
            window.node("more-length", TitledPane.class).setExpanded(true);
        });
        type("field-max_steps", Integer.toString(LONG));
        robot.push(KeyCode.SHORTCUT, KeyCode.ENTER);
        until(
                "the third run computes",
                () -> runs().size() == 3 && runs().getFirst().curves().lastStep() >= 2);
        String id = onFx(() -> runs().getFirst().id());

        window.desk.confirms = false;
        robot.push(KeyCode.SHORTCUT, KeyCode.Q);
        assertThat(window.closed()).as("it asks first").isFalse();
        assertThat(window.desk.asked.getLast()).contains("1 run is under way and will go on");
        window.desk.confirms = true;
        int seen = onFx(() -> runs().getFirst().curves().lastStep());
        robot.push(KeyCode.SHORTCUT, KeyCode.Q);
        assertThat(window.closed()).isTrue();
        assertThat(workers()).hasSize(1);

        window = RealWindow.open(elsewhere.resolve("window.json"));
        theSampleProjectOpensAgain();
        until(
                "the run is live",
                () -> runs().size() == 3
                        && state(run(id)) == RunState.RUNNING
                        && run(id).curves().lastStep() > seen + 1);
        List<Integer> steps = onFx(() -> steps(run(id)));
        assertThat(steps).isEqualTo(upTo(steps.size()));

        doFx(() -> {
            window.workbench().runs().selectedProperty().set(run(id));
        });
        focus("runs");
        robot.push(KeyCode.SHORTCUT, KeyCode.SHIFT, KeyCode.S);
        until("it is stopped", () -> state(run(id)) == RunState.STOPPED);
        List<Integer> all = Journal.of(run(id).folder()).steps();
        assertThat(all).isEqualTo(upTo(all.size()));
        until("all its steps are here", () -> steps(run(id)).equals(all));
    }

    @Test
    @Order(13)
    void nothingKeptTheWindowWaitingForMoreThanATenthOfASecond() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        assumeThat(system.getSystemLoadAverage() / system.getAvailableProcessors())
                .as("processes for each processor; with many of them even the time computed says little")
                .isLessThan(BUSY);
        assertThat(watch.answers()).isGreaterThan(100);
        assertThat(watch.stalls(100)).isEmpty();
    }

    private void theSampleProjectOpensAgain() throws Exception {
        doFx(() -> {
            window.session.open(project);
        });
        until("the project is open", () -> window.has("shell"));
    }

    private void assertTheCloudsShow(int step) throws Exception {
        for (RunItem run : onFx(() -> List.copyOf(runs()))) {
            EvaluatedPairs pairs = EvaluatedPairs.read(run.folder().pairs(step));
            until("the dots of %s are at step %d".formatted(run.id(), step), () -> pairs.liesLike(dots(run)));
        }
    }

    private CloudDots dots(RunItem run) {
        return window.node("cloud-" + run.id(), CloudPane.class).dots();
    }

    private void save(FigureFormat format) throws Exception {
        Path file = elsewhere.resolve("loss" + format.ending());
        window.desk.target = Optional.of(file);
        doFx(() -> {
            window.node("figure-format", ComboBox.class).getSelectionModel().select(format.ordinal());
            window.node("figure-save", Button.class).fire();
        });
        until(file + " is written", () -> text("figure-said").contains(file.toString()));
    }

    private static SplitPane split(Node half) {
        Node above = half;
        while (!(above instanceof SplitPane pane)) {
            above = above.getParent();
        }
        return pane;
    }

    private NewRunModel form() {
        return window.workbench().newRun();
    }

    private List<RunItem> runs() {
        return window.workbench().runs().runs();
    }

    private RunItem run(String id) {
        return runs().stream().filter(run -> run.id().equals(id)).findFirst().orElseThrow();
    }

    private RunItem selected() {
        return window.workbench().runs().selectedProperty().get();
    }

    private static RunState state(RunItem run) {
        return run.summary().state().orElseThrow();
    }

    private static List<Integer> steps(RunItem run) {
        Series loss = run.curves().series("loss");
        return IntStream.range(0, loss.size()).map(loss::step).boxed().toList();
    }

    private static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    private List<Drawn> drawn(String topic) {
        return DrawnCharts.in(window.stage.getScene().getRoot()).stream()
                .filter(chart -> chart.topic().equals(topic))
                .toList();
    }

    private Set<ProcessHandle> workers() {
        return ProcessHandle.current()
                .children()
                .filter(child -> !others.contains(child) && child.isAlive())
                .collect(Collectors.toSet());
    }

    private void go(Place place) throws Exception {
        robot.push(KeyCode.SHORTCUT, KeyCode.values()[KeyCode.DIGIT1.ordinal() + place.ordinal()]);
        until(place + " is in view", () -> window.has(place.key() + "-place"));
    }

    private void focus(String id) throws Exception {
        until("%s is there".formatted(id), () -> window.has(id));
        doFx(() -> {
            window.node(id).requestFocus();
        });
    }

    private void type(String id, String text) throws Exception {
        focus(id);
        robot.push(KeyCode.SHORTCUT, KeyCode.A).write(text);
    }

    private void fire(String id) throws Exception {
        doFx(() -> {
            window.node(id, ButtonBase.class).fire();
        });
    }

    private String text(String id) throws Exception {
        return onFx(() -> switch (window.node(id)) {
            case Labeled labeled -> labeled.getText();
            case TextInputControl field -> field.getText();
            case Node other -> throw new AssertionError(other + " has no text");
        });
    }

    private int digits(String id) throws Exception {
        String digits = text(id).replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private boolean hasText(String text) {
        return nodes(Label.class).stream()
                .anyMatch(label -> label.getText() != null && label.getText().contains(text));
    }

    private <T extends Labeled> T button(String text, Class<T> type) {
        return nodes(type).stream()
                .filter(button -> text.equals(button.getText()))
                .findFirst()
                .orElseThrow();
    }

    private <T extends Node> List<T> nodes(Class<T> type) {
        return window.nodes().filter(type::isInstance).map(type::cast).toList();
    }
}
