package org.dpoworkbench.app.window;

import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.stage.Stage;
import org.dpoworkbench.app.room.Rooms;
import org.dpoworkbench.app.window.model.Notices;
import org.dpoworkbench.app.window.model.Session;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.run.RunSource;
import org.dpoworkbench.app.window.model.settings.SettingsFile;
import org.dpoworkbench.app.window.model.settings.SettingsStore;
import org.dpoworkbench.app.window.model.settings.WindowSettings;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;

/// The whole window with what a test puts in place of the desktop, the rooms and the runs.
public final class TestWindow {
    public final FakeDesk desk = new FakeDesk();
    public final Notices notices = new Notices();
    public final SettingsStore settings;
    public final Session session;
    public final Workbench workbench;

    private TestWindow(Project project, RunSource runs, Rooms rooms, Executor background) {
        settings = new SettingsStore(
                new SettingsFile(project.folder().resolve("window.json")),
                WindowSettings.DEFAULTS,
                background,
                e -> Platform.runLater(() -> notices.error(e)));
        workbench = new Workbench(
                project, new Workbench.Tools(background, Platform::runLater, desk, rooms, runs, notices, false));
        session = new Session((_, _) -> new Opened(), settings, background, Platform::runLater);
    }

    /// Opens it on a folder, 1000 by 700, in light colours; on the FX thread.
    public static TestWindow open(Stage stage, Path folder, RunSource runs, Rooms rooms, ExecutorService background) {
        return open(stage, new Project(folder, ProjectSettings.named("controlled-sentiment")), runs, rooms, background);
    }

    public static TestWindow open(
            Stage stage, Project project, RunSource runs, Rooms rooms, ExecutorService background) {
        var window = new TestWindow(project, runs, rooms, Followed.untilShutdown(background));
        var appearance = new Appearance(
                new SimpleObjectProperty<>(ColorScheme.LIGHT),
                window.settings.settingsProperty().map(WindowSettings::theme));
        new MainWindow(stage, window.session, window.notices, window.desk, appearance).show();
        stage.setWidth(1000);
        stage.setHeight(700);
        window.session.create(project.folder());
        Followed.follow(window.workbench.runs(), background);
        return window;
    }

    private final class Opened implements Session.OpenProject {
        @Override
        public Workbench workbench() {
            return workbench;
        }

        @Override
        public void refresh() {
            workbench.runs().refresh();
        }

        @Override
        public void follow() {
            workbench.runs().follow();
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
