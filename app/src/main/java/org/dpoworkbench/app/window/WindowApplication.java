package org.dpoworkbench.app.window;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import javafx.animation.PauseTransition;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.dpoworkbench.app.room.Rooms;
import org.dpoworkbench.app.window.model.Notices;
import org.dpoworkbench.app.window.model.Session;
import org.dpoworkbench.app.window.model.settings.SettingsFile;
import org.dpoworkbench.app.window.model.settings.SettingsStore;
import org.dpoworkbench.app.window.model.settings.WindowSettings;
import org.dpoworkbench.engine.problem.UserError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The window. [#show] opens it; the class that holds `main` must not extend [Application] itself, because JavaFX comes
/// from the class path.
public final class WindowApplication extends Application {
    private static final Logger LOG = LoggerFactory.getLogger(WindowApplication.class);
    private static final long REFRESH_NANOS = 1_000_000_000L;

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /// JavaFX makes the application object and hands it strings only, so what it is to show waits here.
    private static final AtomicReference<Shown> SHOWN = new AtomicReference<>();

    /// Done when the project's files are closed; kept here for the same reason.
    private static final AtomicReference<CompletableFuture<Void>> CLOSING =
            new AtomicReference<>(CompletableFuture.completedFuture(null));

    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final PauseTransition follower = new PauseTransition(Duration.ZERO);
    private final FollowPace pace =
            new FollowPace(PROCESS::getProcessCpuTime, Runtime.getRuntime().availableProcessors());
    private Session session;
    private long refreshed = System.nanoTime() - REFRESH_NANOS;

    /// Opens the window and returns when it and the project's files are closed. Once per process, as JavaFX has it.
    ///
    /// @param start the project to open
    /// @throws UserError where there is no screen
    public static void show(StartProject start, Rooms rooms) {
        UncaughtErrors errors = UncaughtErrors.install();
        ToolkitLog.quiet();
        try {
            var file = new SettingsFile(settingsPath());
            SHOWN.set(new Shown(start, rooms, file, file.read(), errors));
            launch(WindowApplication.class);
            CLOSING.get().join();
        } catch (IOException e) {
            throw new UserError("The window's settings cannot be read: " + e.getMessage() + ".", e);
        } catch (UnsupportedOperationException e) {
            // What JavaFX throws where there is no screen to open a window on.
            throw new UserError(
                    "The window cannot be opened: " + e.getMessage()
                            + ". Is this a session with a screen? Every command works without one; ./dpo --help tells"
                            + " them.",
                    e);
        }
    }

    private record Shown(
            StartProject start, Rooms rooms, SettingsFile file, WindowSettings settings, UncaughtErrors errors) {}

    /// Chooses the project that a window begins with.
    @FunctionalInterface
    public interface StartProject {
        /// On a background thread.
        ///
        /// @param settings what is remembered of earlier windows
        /// @throws UserError where there is none and none can be made
        Path folder(WindowSettings settings);
    }

    private static Path settingsPath() {
        String given = System.getProperty("dpo.settings");
        return given != null
                ? Path.of(given)
                : SettingsFile.usual(
                        System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
    }

    @Override
    public void start(Stage stage) {
        Shown shown = SHOWN.get();
        var notices = new Notices();
        shown.errors().tell(error -> Platform.runLater(() -> notices.error(error)));
        var settings = new SettingsStore(
                shown.file(), shown.settings(), background, e -> Platform.runLater(() -> notices.error(e)));
        var desk = new FxDesk(stage, getHostServices());
        session = new Session(
                new ProjectOpener(background, Platform::runLater, desk, shown.rooms(), notices),
                settings,
                background,
                Platform::runLater);
        var window = new MainWindow(
                stage,
                session,
                notices,
                desk,
                Appearance.chosen(settings.settingsProperty().map(WindowSettings::theme)));
        session.stateProperty().subscribe(state -> {
            if (state instanceof Session.Open) {
                LOG.info("the project is open {} ms after the start", sinceStart());
            }
        });
        window.show();
        LOG.info("the window is there {} ms after the start", sinceStart());
        background.execute(() -> begin(shown.start(), settings.settings(), notices));
        follower.setOnFinished(_ -> look());
        follower.play();
    }

    /// Both at once where both are due, so that what they change is laid out and drawn once.
    private void look() {
        long now = System.nanoTime();
        if (now - refreshed >= REFRESH_NANOS) {
            refreshed = now;
            session.refresh();
        }
        session.follow();
        follower.setDuration(Duration.millis(pace.rest().toMillis()));
        follower.playFromStart();
    }

    /// In the background: the first project of all is copied from the sample.
    private void begin(StartProject start, WindowSettings settings, Notices notices) {
        try {
            Path folder = start.folder(settings);
            Platform.runLater(() -> session.open(folder));
        } catch (UserError e) {
            Platform.runLater(() -> notices.error(e));
        }
    }

    private static long sinceStart() {
        return System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    }

    @Override
    public void stop() {
        follower.stop();
        CLOSING.set(session.close());
        session.settings().save(); // the process does not wait for what is still to be written in the background
        background.shutdown();
    }
}
