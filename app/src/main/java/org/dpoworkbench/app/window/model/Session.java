package org.dpoworkbench.app.window.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.dpoworkbench.app.window.model.settings.SettingsStore;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;
import org.dpoworkbench.engine.runlog.RunLogHeld;
import org.dpoworkbench.ui.Messages;

/// What the window is about: one project at a time, being opened, open, or not to be had.
public final class Session {
    private final Opener opener;
    private final SettingsStore settings;
    private final Executor background;
    private final Executor ui;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(this, "state", new Nothing());

    /// Where the session stands.
    public sealed interface State {}

    /// No project has been asked for.
    public record Nothing() implements State {}

    /// The project's files are being read.
    public record Opening(Path folder) implements State {}

    /// A project is open.
    public record Open(OpenProject project) implements State {}

    /// Another process has the project.
    ///
    /// @param message who, and what can be done
    public record Elsewhere(Path folder, String message) implements State {}

    /// The folder cannot be opened.
    ///
    /// @param message why, and what to do
    public record Failed(Path folder, String message) implements State {}

    /// A workbench and what it holds open.
    public interface OpenProject extends AutoCloseable {
        Workbench workbench();

        /// Looks for news of the project's runs; called each second on the ui executor.
        void refresh();

        /// Looks for news of the runs that are watched; called several times a second on the ui executor.
        void follow();

        /// Lets go of the project; its workers go on.
        @Override
        void close();
    }

    /// Opens projects.
    public interface Opener {
        /// Reads and locks the project's files; on a background thread.
        ///
        /// @throws RunLogHeld where another process has it and it is not for reading only
        /// @throws UserError  where it cannot be opened
        OpenProject open(Project project, boolean readOnly);
    }

    public Session(Opener opener, SettingsStore settings, Executor background, Executor ui) {
        this.opener = opener;
        this.settings = settings;
        this.background = background;
        this.ui = ui;
    }

    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    public SettingsStore settings() {
        return settings;
    }

    /// The open project's workbench.
    public Optional<Workbench> workbench() {
        return state.get() instanceof Open open ? Optional.of(open.project().workbench()) : Optional.empty();
    }

    /// Looks for news.
    public void refresh() {
        if (state.get() instanceof Open open) {
            open.project().refresh();
        }
    }

    /// Looks for news of the runs that are watched.
    public void follow() {
        if (state.get() instanceof Open open) {
            open.project().follow();
        }
    }

    /// Opens a project in place of the present one.
    public void open(Path folder) {
        open(folder, false);
    }

    /// Opens a project that another window has, to look at it.
    public void openReadOnly(Path folder) {
        open(folder, true);
    }

    /// Makes a project of the folder, named after it, or opens the one that is there.
    public void create(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        begin(
                absolute,
                () -> Files.exists(absolute.resolve("project.yaml"))
                        ? opener.open(Project.open(absolute), false)
                        : opener.open(Project.create(absolute, ProjectSettings.named(nameOf(absolute))), false));
    }

    /// Lets go of the open project, at the window's end.
    ///
    /// @return done when its files are closed, which happens in the background
    public CompletableFuture<Void> close() {
        CompletableFuture<Void> closed = CompletableFuture.completedFuture(null);
        if (state.get() instanceof Open open) {
            letGo(open.project());
            closed = CompletableFuture.runAsync(open.project()::close, background);
        }
        state.set(new Nothing());
        return closed;
    }

    private void open(Path folder, boolean readOnly) {
        Path absolute = folder.toAbsolutePath().normalize();
        begin(absolute, () -> opener.open(Project.open(absolute), readOnly));
    }

    private interface Attempt {
        OpenProject run();
    }

    private void begin(Path folder, Attempt opening) {
        if (state.get() instanceof Opening) {
            return;
        }
        Optional<OpenProject> before =
                state.get() instanceof Open open ? Optional.of(open.project()) : Optional.empty();
        before.ifPresent(Session::letGo);
        state.set(new Opening(folder));
        background.execute(() -> {
            try {
                before.ifPresent(OpenProject::close);
                OpenProject project = opening.run();
                ui.execute(() -> opened(folder, project));
            } catch (RunLogHeld e) {
                ui.execute(() -> state.set(new Elsewhere(folder, e.getMessage())));
            } catch (UserError e) {
                ui.execute(() -> state.set(new Failed(folder, e.getMessage())));
            } catch (RuntimeException e) {
                ui.execute(() -> state.set(new Failed(folder, Messages.text("error.unexpected", e))));
                throw e;
            }
        });
    }

    private void opened(Path folder, OpenProject project) {
        settings.change(s -> s.opened(folder));
        state.set(new Open(project));
    }

    /// What is to be done on the ui before a project is closed.
    private static void letGo(OpenProject project) {
        project.workbench().jobs().cancelAll();
        project.workbench().runs().save();
    }

    private static String nameOf(Path folder) {
        Path name = folder.getFileName();
        return name == null ? folder.toString() : name.toString();
    }
}
