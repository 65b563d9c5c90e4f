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
import org.dpoworkbench.app.window.model.newrun.NewRunModel;
import org.dpoworkbench.app.window.model.newrun.NewRunRequest;
import org.dpoworkbench.app.window.model.newrun.RunQueue;
import org.dpoworkbench.app.window.model.run.RunList;
import org.dpoworkbench.app.window.model.run.RunNotesFile;
import org.dpoworkbench.app.window.model.run.RunSource;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.weights.HuggingFaceCache;

/// One open project and what its places share: the runs, the marker, work in the background, notices, the desktop.
///
/// Everything here is touched on the ui executor alone.
public final class Workbench {
    private final Tools tools;
    private final ProjectStore store;
    private final Notices notices;
    private final Jobs jobs;
    private final RunList runs;
    private final RunQueue queue;
    private final Guests guests;
    private final Marker marker = new Marker();
    private final ObjectProperty<Place> place = new SimpleObjectProperty<>(this, "place", Place.RUNS);
    private final ReadOnlyObjectWrapper<Optional<NewRunRequest>> newRun =
            new ReadOnlyObjectWrapper<>(this, "newRun", Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<String>> figureRequest =
            new ReadOnlyObjectWrapper<>(this, "figureRequest", Optional.empty());
    private Optional<NewRunModel> form = Optional.empty();
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
        this.runs = new RunList(
                project,
                tools.runs(),
                new RunNotesFile(
                        project.folder(), tools.readOnly(), e -> tools.ui().execute(() -> notices.error(e))),
                tools.background(),
                tools.ui());
        this.queue = new RunQueue(
                store::project,
                tools.rooms().runs(),
                runs,
                tools.background(),
                tools.ui(),
                notices::error,
                tools.readOnly());
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

    /// Where what took long to make is kept; absent where nothing may be written.
    public Optional<Path> cache() {
        return readOnly() ? Optional.empty() : Optional.of(project().cache());
    }

    /// The runs that wait for their turn.
    public RunQueue queue() {
        return queue;
    }

    /// The form of the next run, kept while its panel is closed.
    public NewRunModel newRun() {
        if (form.isEmpty()) {
            form = Optional.of(new NewRunModel(this, HuggingFaceCache.here()));
        }
        return form.get();
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

    /// The metric that the place *Figures* was last asked to show, by its name in files; empty: none, or it was
    /// shown.
    public ReadOnlyObjectProperty<Optional<String>> figureRequestProperty() {
        return figureRequest.getReadOnlyProperty();
    }

    /// Goes to the place *Figures* with the figure of this metric.
    public void openFigure(String metric) {
        figureRequest.set(Optional.of(metric));
        place.set(Place.FIGURES);
    }

    /// The request was taken up.
    public void figureOpened() {
        figureRequest.set(Optional.empty());
    }

    /// What can be done by name or key; places add theirs.
    public ObservableList<Command> commands() {
        return commands;
    }
}
