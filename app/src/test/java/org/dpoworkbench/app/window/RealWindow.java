package org.dpoworkbench.app.window;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.event.Event;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.dpoworkbench.app.room.Rooms;
import org.dpoworkbench.app.rooms.EngineAdapterMerge;
import org.dpoworkbench.app.rooms.EngineBenchmark;
import org.dpoworkbench.app.rooms.EngineDataChecker;
import org.dpoworkbench.app.rooms.EngineDeviceDoctor;
import org.dpoworkbench.app.rooms.EngineLogProbabilities;
import org.dpoworkbench.app.rooms.EngineReports;
import org.dpoworkbench.app.rooms.EngineRunLogs;
import org.dpoworkbench.app.rooms.EngineRuns;
import org.dpoworkbench.app.rooms.EngineSampleProjects;
import org.dpoworkbench.app.rooms.EngineSampler;
import org.dpoworkbench.app.rooms.EngineScorer;
import org.dpoworkbench.app.rooms.EngineTokenLogProbabilities;
import org.dpoworkbench.app.window.model.Notices;
import org.dpoworkbench.app.window.model.Session;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.settings.SettingsFile;
import org.dpoworkbench.app.window.model.settings.SettingsStore;
import org.dpoworkbench.app.window.model.settings.WindowSettings;

/// The window as the program opens it: the engine's rooms, run log and workers, both clocks. Only choosers and
/// questions are a [FakeDesk]'s.
public final class RealWindow {
    private static final Duration PATIENCE = Duration.ofSeconds(Long.getLong("patience", 60));

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    public final FakeDesk desk = new FakeDesk();
    public final Notices notices = new Notices();
    public final Stage stage;
    public final Session session;
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final Timeline clock = clock(javafx.util.Duration.seconds(1), this::refresh);
    private final Timeline follower = clock(javafx.util.Duration.millis(80), this::follow);

    private RealWindow(Stage stage, Path settingsFile) throws IOException {
        this.stage = stage;
        desk.closing = () -> Event.fireEvent(stage, new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST));
        var file = new SettingsFile(settingsFile);
        var settings = new SettingsStore(file, file.read(), background, e -> Platform.runLater(() -> notices.error(e)));
        session = new Session(
                new ProjectOpener(background, Platform::runLater, desk, rooms(), notices),
                settings,
                background,
                Platform::runLater);
        var appearance = new Appearance(
                new SimpleObjectProperty<>(ColorScheme.LIGHT),
                settings.settingsProperty().map(WindowSettings::theme));
        new MainWindow(stage, session, notices, desk, appearance).show();
    }

    /// Opens a window over the whole screen, without a project yet.
    public static RealWindow open(Path settingsFile) throws Exception {
        return onFx(() -> {
            var window = new RealWindow(new Stage(), settingsFile);
            Rectangle2D screen = Screen.getPrimary().getVisualBounds();
            window.stage.setX(screen.getMinX());
            window.stage.setY(screen.getMinY());
            window.stage.setWidth(screen.getWidth());
            window.stage.setHeight(screen.getHeight());
            window.clock.play();
            window.follower.play();
            return window;
        });
    }

    /// The rooms that the program is built with.
    private static Rooms rooms() {
        return new Rooms(
                new EngineRuns(""),
                new EngineLogProbabilities(),
                new EngineTokenLogProbabilities(),
                new EngineSampler(),
                new EngineScorer(),
                new EngineAdapterMerge(),
                new EngineDataChecker(),
                new EngineReports(),
                new EngineBenchmark(),
                new EngineSampleProjects(),
                new EngineRunLogs(),
                new EngineDeviceDoctor());
    }

    private static Timeline clock(javafx.util.Duration beat, Runnable action) {
        var timeline = new Timeline(new KeyFrame(beat, _ -> action.run()));
        timeline.setCycleCount(Animation.INDEFINITE);
        return timeline;
    }

    private void refresh() {
        session.refresh();
    }

    private void follow() {
        session.follow();
    }

    public Workbench workbench() {
        return session.workbench().orElseThrow();
    }

    /// The node of this id in view.
    public Node node(String id) {
        return found(id).orElseThrow(() -> new AssertionError("no node #" + id + " in view"));
    }

    public <T extends Node> T node(String id, Class<T> type) {
        return type.cast(node(id));
    }

    public boolean has(String id) {
        return found(id).isPresent();
    }

    private Optional<Node> found(String id) {
        return nodes().filter(node -> id.equals(node.getId())).findFirst();
    }

    /// All nodes of the scene, parents before their children; ids with dots, such as runs', defeat `lookup`.
    public Stream<Node> nodes() {
        return below(stage.getScene().getRoot());
    }

    private static Stream<Node> below(Node node) {
        return node instanceof Parent parent
                ? Stream.concat(
                        Stream.of(node),
                        parent.getChildrenUnmodifiable().stream().flatMap(RealWindow::below))
                : Stream.of(node);
    }

    /// Ends the rest where the window has been closed.
    ///
    /// @return whether it has
    public boolean closed() throws Exception {
        boolean closed = onFx(() -> !stage.isShowing());
        if (closed) {
            end();
        }
        return closed;
    }

    /// Ends the window, whatever it stands at, as the application does at its end.
    public void end() throws Exception {
        onFx(() -> {
                    stage.close();
                    clock.stop();
                    follower.stop();
                    return session.close();
                })
                .join();
        background.shutdown();
    }

    /// Waits until the condition holds on the FX thread.
    public static void until(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!onFx(condition)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("did not happen within " + PATIENCE.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    /// Does something on the FX thread and hands over what comes of it.
    public static <T> T onFx(Callable<T> action) throws Exception {
        if (Platform.isFxApplicationThread()) {
            return action.call();
        }
        var task = new FutureTask<>(action);
        Platform.runLater(task);
        try {
            return task.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Error error -> throw error;
                case Exception exception -> throw exception;
                default -> throw e;
            }
        }
    }

    /// Does something on the FX thread.
    public static void doFx(Runnable action) throws Exception {
        onFx(Executors.callable(action));
    }
}
