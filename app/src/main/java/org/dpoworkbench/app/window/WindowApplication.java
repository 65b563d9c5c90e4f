package org.dpoworkbench.app.window;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.dpoworkbench.app.chart.ScreenTheme;
import org.dpoworkbench.app.room.Rooms;
import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.shell.Shell;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;
import org.dpoworkbench.ui.Messages;
import org.dpoworkbench.ui.Stylesheets;

/// The window on a project. [#show] opens it; the class that holds `main` must not extend [Application] itself,
/// because JavaFX comes from the class path.
public final class WindowApplication extends Application {
    private static final Duration REFRESH = Duration.seconds(1);
    private static final Duration FOLLOW = Duration.millis(80);

    /// JavaFX makes the application object and hands it strings only, so what it is to show waits here.
    private static final AtomicReference<Shown> SHOWN = new AtomicReference<>();

    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final Timeline clock = new Timeline();
    private Runnable saving = () -> {};
    private final Timeline follower = new Timeline();

    /// Opens the window on the project folder and returns when it is closed. Once per process, as JavaFX has it.
    ///
    /// @throws UserError where there is no screen
    public static void show(Path project, Rooms rooms) {
        UncaughtErrors errors = UncaughtErrors.install();
        try (RunLogRuns runs = RunLogRuns.open(project)) {
            SHOWN.set(new Shown(project, rooms, runs, errors));
            launch(WindowApplication.class);
        } catch (UnsupportedOperationException e) {
            // What JavaFX throws where there is no screen to open a window on.
            throw new UserError(
                    "The window cannot be opened: " + e.getMessage()
                            + ". Is this a session with a screen? Every command works without one; ./dpo --help tells"
                            + " them.",
                    e);
        }
    }

    private record Shown(Path project, Rooms rooms, RunLogRuns runs, UncaughtErrors errors) {}

    @Override
    public void start(Stage stage) {
        Shown shown = SHOWN.get();
        var workbench = new Workbench(
                project(shown.project()),
                new Workbench.Tools(
                        background, Platform::runLater, new FxDesk(stage), shown.rooms(), shown.runs(), false));
        shown.errors().tell(error -> Platform.runLater(() -> workbench.notices().error(error)));
        open(stage, workbench, Appearance.ofSystem());
        clock.getKeyFrames().setAll(new KeyFrame(REFRESH, _ -> {
            workbench.runs().refresh();
            shown.runs().notice().ifPresent(workbench.notices()::warning);
        }));
        clock.setCycleCount(Animation.INDEFINITE);
        clock.play();
        follower.getKeyFrames()
                .setAll(new KeyFrame(FOLLOW, _ -> workbench.runs().follow()));
        follower.setCycleCount(Animation.INDEFINITE);
        follower.play();
        saving = workbench.runs()::save;
    }

    /// Fills the stage and shows it.
    static void open(Stage stage, Workbench workbench, Appearance appearance) {
        appearance.apply();
        var theme = appearance.scheme().map(scheme -> ScreenTheme.of(scheme == ColorScheme.DARK));
        var scene = new Scene(new Shell(new PlaceContext(workbench, theme)));
        scene.getStylesheets().addAll(Stylesheets.window());
        stage.setScene(scene);
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        stage.setWidth(Math.min(1280, screen.getWidth()));
        stage.setHeight(Math.min(800, screen.getHeight()));
        stage.setMinWidth(720);
        stage.setMinHeight(480);
        stage.setTitle(
                Messages.text("window.title", workbench.project().settings().name()));
        stage.show();
        workbench.runs().refresh();
    }

    /// A folder that is no project yet goes by its own name.
    private static Project project(Path folder) {
        return Files.exists(folder.resolve("project.yaml"))
                ? Project.open(folder)
                : new Project(
                        folder,
                        ProjectSettings.named(folder.toAbsolutePath()
                                .normalize()
                                .getFileName()
                                .toString()));
    }

    @Override
    public void stop() {
        clock.stop();
        follower.stop();
        saving.run();
        // First: an interrupt in the middle of an ingestion would close the database's file under it.
        SHOWN.get().runs().close();
        background.shutdownNow();
    }
}
