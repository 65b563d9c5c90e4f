package org.dpoworkbench.app.window.model;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.dpoworkbench.app.room.Rooms;
import org.dpoworkbench.app.window.model.foreign.Guests;
import org.dpoworkbench.app.window.model.newrun.NewRunRequest;
import org.dpoworkbench.app.window.model.run.RunList;
import org.dpoworkbench.app.window.model.run.RunSource;
import org.dpoworkbench.engine.project.Project;

/// One open project and what its places share: the runs, the marker, work in the background, notices, the desktop.
///
/// Everything here is touched on the ui executor alone.
public final class Workbench {
    private final Tools tools;
    private final ProjectStore store;
    private final Notices notices;
    private final Jobs jobs;
    private final RunList runs;
    private final Guests guests;
    private final Marker marker = new Marker();
    private final ObjectProperty<Place> place = new SimpleObjectProperty<>(this, "place", Place.RUNS);
    private final ReadOnlyObjectWrapper<Optional<NewRunRequest>> newRun =
            new ReadOnlyObjectWrapper<>(this, "newRun", Optional.empty());
    private final ObservableList<Command> commands = FXCollections.observableArrayList();

    /// What a workbench is built with; a test brings its own.
    ///
    /// @param background runs what waits for files and processes
    /// @param ui         runs what changes observable state, in order
    /// @param runs       tells about the project's runs
    /// @param notices    the window's, of all its projects
    /// @param readOnly   another window has the project: nothing is written
    public record Tools(
            Executor background,
            Executor ui,
            Desk desk,
            Rooms rooms,
            RunSource runs,
            Notices notices,
            boolean readOnly) {}

    public Workbench(Project project, Tools tools) {
        this.tools = tools;
        this.notices = tools.notices();
        this.store = new ProjectStore(
                project, tools.readOnly(), tools.background(), e -> tools.ui().execute(() -> notices.error(e)));
        this.jobs = new Jobs(tools.background(), tools.ui());
        this.runs = new RunList(project, tools.runs(), tools.background(), tools.ui());
        this.guests = new Guests(this);
    }

    public Project project() {
        return store.project();
    }

    /// The project's folder.
    public Path folder() {
        return project().folder();
    }

    /// The project's settings, and the way to change them.
    public ProjectStore store() {
        return store;
    }

    public boolean readOnly() {
        return store.readOnly();
    }

    public RunList runs() {
        return runs;
    }

    /// The other programs' runs among them: the way to add and to remove one.
    public Guests guests() {
        return guests;
    }

    public Marker marker() {
        return marker;
    }

    public Jobs jobs() {
        return jobs;
    }

    public Notices notices() {
        return notices;
    }

    public Desk desk() {
        return tools.desk();
    }

    public Rooms rooms() {
        return tools.rooms();
    }

    public Executor background() {
        return tools.background();
    }

    public Executor ui() {
        return tools.ui();
    }

    /// The place in view.
    public ObjectProperty<Place> placeProperty() {
        return place;
    }

    /// What the panel *New run* was opened with; empty: it is closed.
    public ReadOnlyObjectProperty<Optional<NewRunRequest>> newRunProperty() {
        return newRun.getReadOnlyProperty();
    }

    public void openNewRun(NewRunRequest request) {
        newRun.set(Optional.of(request));
    }

    public void closeNewRun() {
        newRun.set(Optional.empty());
    }

    /// What can be done by name or key; places add theirs.
    public ObservableList<Command> commands() {
        return commands;
    }
}
