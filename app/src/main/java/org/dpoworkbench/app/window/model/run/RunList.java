package org.dpoworkbench.app.window.model.run;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.beans.Observable;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import org.dpoworkbench.app.present.RunLook;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.ui.Messages;

/// The runs of a project, followed while they grow. Observable state changes on the `ui` executor alone.
public final class RunList {
    private final Project project;
    private final RunReader reader;
    private final Executor background;
    private final Executor ui;
    private final AtomicBoolean reading = new AtomicBoolean();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private final ReadOnlyIntegerWrapper underWay = new ReadOnlyIntegerWrapper(this, "underWay", 0);
    private final ReadOnlyBooleanWrapper loaded = new ReadOnlyBooleanWrapper(this, "loaded", false);
    private final Map<String, RunItem> guests = new LinkedHashMap<>();
    private final ObservableList<RunItem> items =
            FXCollections.observableArrayList(item -> new Observable[] {item.shownProperty()});
    private final ObservableList<RunItem> readOnlyItems = FXCollections.unmodifiableObservableList(items);
    private final FilteredList<RunItem> shown =
            new FilteredList<>(items, item -> item.shownProperty().get());
    private final ObjectProperty<RunItem> selected = new SimpleObjectProperty<>(this, "selected");
    private final ObjectProperty<RunItem> baseline = new SimpleObjectProperty<>(this, "baseline");

    /// @param background runs what waits for files, one reading at a time
    /// @param ui         runs what changes the observable state, in order
    public RunList(Project project, RunSource source, Executor background, Executor ui) {
        this.project = project;
        this.reader = new RunReader(source);
        this.background = background;
        this.ui = ui;
    }

    /// Reads the project's runs again and returns at once; does nothing while an earlier reading is still under way.
    public void refresh() {
        if (!reading.compareAndSet(false, true)) {
            return;
        }
        background.execute(() -> {
            try {
                List<RunReader.Reading> read = project.runFolders().reversed().stream()
                        // A worker's configuration is written first: without one this is no run, or not yet.
                        .filter(run -> Files.exists(run.config()))
                        .map(reader::read)
                        .toList();
                ui.execute(() -> show(read));
            } catch (UserError e) {
                ui.execute(() -> problem.set(e.getMessage()));
            } catch (UncheckedIOException e) {
                ui.execute(() -> problem.set(Messages.text("project.unreadable", e)));
            } finally {
                reading.set(false);
            }
        });
    }

    /// Reads what is new of the runs that somebody looks at, and returns at once; for a clock that ticks ten to fifteen
    /// times a second.
    public void follow() {
        // Curves come with refresh as yet.
    }

    /// Lists a run of another program behind the project's own; one with the same id is replaced.
    public RunItem addGuest(GuestRun guest) {
        removeGuest(guest.id());
        RunItem item = new RunItem(guest);
        guests.put(guest.id(), item);
        item.lookProperty().set(freeLook());
        item.shownProperty().set(true);
        items.add(item);
        return item;
    }

    /// Takes a guest off the list; its files stay.
    public void removeGuest(String id) {
        items.remove(guests.remove(id));
    }

    /// What keeps the runs from being read; empty where all is well.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// How many runs a worker has in hand.
    public ReadOnlyIntegerProperty underWayProperty() {
        return underWay.getReadOnlyProperty();
    }

    /// Whether the project has been read at least once, so that no runs means none.
    public ReadOnlyBooleanProperty loadedProperty() {
        return loaded.getReadOnlyProperty();
    }

    /// The runs, the newest first; unmodifiable from outside.
    public ObservableList<RunItem> runs() {
        return readOnlyItems;
    }

    /// The runs whose eye is open, in the same order.
    public ObservableList<RunItem> shown() {
        return shown;
    }

    /// The run whose details are told; null where none is selected, as selection models have it.
    public ObjectProperty<RunItem> selectedProperty() {
        return selected;
    }

    /// The run that others are held against; null where none is chosen.
    public ObjectProperty<RunItem> baselineProperty() {
        return baseline;
    }

    private void show(List<RunReader.Reading> read) {
        problem.set("");
        Map<String, RunItem> known = items.stream().collect(Collectors.toMap(RunItem::id, Function.identity()));
        List<RunItem> now = Stream.concat(
                        read.stream().map(one -> updated(known.get(one.folder().id()), one)), guests.values().stream())
                .toList();
        becomes(now);
        underWay.set(
                (int) now.stream().filter(item -> item.summary().underWay()).count());
        loaded.set(true);
    }

    /// Takes out and puts in single items, where `setAll` would lose the user's selection.
    private void becomes(List<RunItem> now) {
        items.retainAll(now);
        for (int i = 0; i < now.size(); i++) {
            if (i == items.size() || items.get(i) != now.get(i)) {
                now.get(i).lookProperty().set(freeLook());
                items.add(i, now.get(i));
            }
        }
        if (!items.contains(selected.get())) {
            selected.set(null);
        }
        if (!items.contains(baseline.get())) {
            baseline.set(null);
        }
    }

    /// The look that the fewest runs have.
    private int freeLook() {
        return IntStream.range(0, RunLook.COUNT)
                .boxed()
                .min((a, b) -> Long.compare(wearing(a), wearing(b)))
                .orElse(0);
    }

    private long wearing(int look) {
        return items.stream().filter(item -> item.lookProperty().get() == look).count();
    }

    private static RunItem updated(RunItem known, RunReader.Reading read) {
        RunItem item = known == null ? new RunItem(read.folder(), read.summary()) : known;
        item.show(read.summary());
        item.show(read.curves());
        return item;
    }
}
