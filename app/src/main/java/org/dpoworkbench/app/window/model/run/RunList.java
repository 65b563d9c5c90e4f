package org.dpoworkbench.app.window.model.run;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.InvalidationListener;
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
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.ui.Messages;

/// The runs of a project, followed while they grow. Two clocks drive it: [#refresh] once a second looks at
/// the folders, [#follow] ten to fifteen times a second at the curves of the runs that somebody looks at.
///
/// Observable state changes on the `ui` executor alone, and is changed there alone.
public final class RunList {
    private final Project project;
    private final RunSource source;
    private final RunReader reader;
    private final RunNotesFile notesFile;
    private final Followers followers;
    private final Executor background;
    private final Executor ui;
    private final AtomicBoolean reading = new AtomicBoolean();
    private final AtomicBoolean catchingUp = new AtomicBoolean();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private final ReadOnlyIntegerWrapper underWay = new ReadOnlyIntegerWrapper(this, "underWay", 0);
    private final ReadOnlyBooleanWrapper loaded = new ReadOnlyBooleanWrapper(this, "loaded", false);
    private final ObservableList<RunItem> items =
            FXCollections.observableArrayList(item -> new Observable[] {item.shownProperty()});
    private final ObservableList<RunItem> readOnlyItems = FXCollections.unmodifiableObservableList(items);
    private final FilteredList<RunItem> shown =
            new FilteredList<>(items, item -> item.shownProperty().get());
    private final ObjectProperty<RunItem> selected = new SimpleObjectProperty<>(this, "selected");
    private final ObjectProperty<RunItem> baseline = new SimpleObjectProperty<>(this, "baseline");
    private final List<RunItem> guests = new ArrayList<>();
    private final Map<String, RunNote> notes = new HashMap<>();
    private final InvalidationListener noted = _ -> unsaved = true;
    private Optional<String> notedBaseline = Optional.empty();
    private boolean unsaved;

    /// A list whose notes are written into the project's folder.
    public RunList(Project project, RunSource source, Executor background, Executor ui) {
        this(
                project,
                source,
                new RunNotesFile(project.folder(), false, e -> {
                    throw e;
                }),
                background,
                ui);
    }

    /// @param background runs what waits for files
    /// @param ui         runs what changes the observable state, in order
    public RunList(Project project, RunSource source, RunNotesFile notesFile, Executor background, Executor ui) {
        this.project = project;
        this.source = source;
        this.reader = new RunReader(source);
        this.notesFile = notesFile;
        this.followers = new Followers(source, background, ui);
        this.background = background;
        this.ui = ui;
        baseline.addListener(noted);
    }

    /// Looks at the project's runs again and returns at once; does nothing while an earlier look is still
    /// under way. Names, tags, colours and eyes that were changed since are written down.
    public void refresh() {
        if (!reading.compareAndSet(false, true)) {
            return;
        }
        Optional<RunNotes> toSave = takeUnsaved();
        boolean first = !loaded.get();
        followers.tend(items);
        background.execute(() -> {
            try {
                toSave.ifPresent(notesFile::write);
                RunNotes remembered = first ? notesFile.read() : RunNotes.NONE;
                List<RunReading> read = reader.read(folders());
                ui.execute(() -> show(read, remembered));
            } catch (UserError e) {
                ui.execute(() -> problem.set(e.getMessage()));
            } catch (UncheckedIOException e) {
                ui.execute(() -> problem.set(Messages.text("project.unreadable", e)));
            } finally {
                reading.set(false);
            }
            catchUp();
        });
    }

    /// Reads what is new of the runs that somebody looks at, and returns at once. A run whose last news the
    /// ui has not shown yet waits, so that a slow ui gets fewer snapshots, never a queue of them.
    public void follow() {
        followers.follow(items, this::isLookedAt);
    }

    /// Writes names, tags, colours and eyes down, where they were changed, before it returns: for the
    /// window's end.
    public void save() {
        takeUnsaved().ifPresent(notesFile::write);
    }

    /// Lists a run of another program behind the project's own; one with the same id is replaced.
    public RunItem addGuest(GuestRun guest) {
        Optional<RunNote> before = guest(guest.id()).map(RunNote::of);
        removeGuest(guest.id());
        before.ifPresent(note -> notes.put(guest.id(), note));
        RunItem item = new RunItem(guest);
        guests.add(item);
        if (loaded.get()) {
            becomes(Stream.concat(items.stream(), Stream.of(item)).toList());
            followers.tend(items);
        }
        return item;
    }

    /// Takes a guest off the list; its files stay.
    public void removeGuest(String id) {
        guest(id).ifPresent(item -> {
            guests.remove(item);
            leave(item);
        });
    }

    private Optional<RunItem> guest(String id) {
        return guests.stream().filter(item -> item.id().equals(id)).findFirst();
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

    /// The runs, the newest first, guests last; unmodifiable from outside.
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

    private List<RunFolder> folders() {
        return project.runFolders().reversed().stream()
                // A worker's configuration is written first: without one this is no run, or not yet.
                .filter(run -> Files.exists(run.config()))
                .toList();
    }

    private void catchUp() {
        if (catchingUp.compareAndSet(false, true)) {
            try {
                source.catchUp();
            } finally {
                catchingUp.set(false);
            }
        }
    }

    private boolean isLookedAt(RunItem item) {
        return item.shownProperty().get()
                || item.summary().underWay()
                || item == selected.get()
                || item == baseline.get();
    }

    private void show(List<RunReading> read, RunNotes remembered) {
        problem.set("");
        if (!loaded.get()) {
            notes.putAll(remembered.runs());
            notedBaseline = remembered.baseline();
        }
        Map<RunFolder, RunItem> known = items.stream()
                .filter(item -> !item.isGuest())
                .collect(Collectors.toMap(RunItem::folder, Function.identity()));
        becomes(Stream.concat(
                        read.stream().map(one -> updated(Optional.ofNullable(known.get(one.folder())), one)),
                        guests.stream())
                .toList());
        underWay.set(
                (int) items.stream().filter(item -> item.summary().underWay()).count());
        loaded.set(true);
    }

    private RunItem updated(Optional<RunItem> known, RunReading read) {
        known.ifPresent(item -> item.show(read, followers.summary(item, read)));
        return known.orElseGet(() -> new RunItem(read));
    }

    /// Takes out and puts in what has changed, where `setAll` would lose the user's selection.
    private void becomes(List<RunItem> now) {
        Set<RunItem> staying = new HashSet<>(now);
        items.stream().filter(item -> !staying.contains(item)).toList().forEach(this::leave);
        Set<RunItem> before = new HashSet<>(items);
        List<RunItem> entering =
                now.stream().filter(item -> !before.contains(item)).toList();
        dress(entering);
        for (int i = 0; i < now.size(); i++) {
            int end = i;
            while (end < now.size() && (i == items.size() || items.get(i) != now.get(end))) {
                end++;
            }
            if (end > i) {
                items.addAll(i, now.subList(i, end)); // together: whoever listens looks at all runs each time
                i = end - 1;
            }
        }
        if (!entering.isEmpty() && shown.isEmpty()) {
            entering.getFirst().shownProperty().set(true);
        }
        entering.stream()
                .filter(item -> notedBaseline.filter(item.id()::equals).isPresent())
                .forEach(baseline::set);
    }

    private void leave(RunItem item) {
        items.remove(item);
        notes.remove(item.id());
        unsaved = true;
        if (selected.get() == item) {
            selected.set(null);
        }
        if (baseline.get() == item) {
            baseline.set(null);
        }
    }

    /// Gives new items what was noted of them, the others a look that is free, and an open eye where they
    /// are news.
    private void dress(List<RunItem> entering) {
        var looks = new LookUse();
        items.forEach(looks::add);
        for (RunItem item : entering) {
            RunNote note = note(item);
            item.nameProperty().set(note.name());
            item.tags().addAll(note.tags());
            item.shownProperty().set(note.shown().orElseGet(() -> isNews(item)));
            if (note.look().isPresent()) {
                item.lookProperty().set(note.look().getAsInt());
                looks.add(item);
            }
        }
        for (RunItem item : entering) {
            if (note(item).look().isEmpty()) {
                item.lookProperty().set(looks.free());
                looks.add(item);
            }
            Stream.<Observable>of(item.shownProperty(), item.lookProperty(), item.nameProperty(), item.tags())
                    .forEach(said -> said.addListener(noted));
        }
        unsaved |= !entering.isEmpty();
    }

    private RunNote note(RunItem item) {
        return notes.getOrDefault(item.id(), RunNote.NONE);
    }

    private static boolean isNews(RunItem item) {
        return item.isGuest() || item.summary().isToCome() || item.summary().underWay();
    }

    private Optional<RunNotes> takeUnsaved() {
        if (!unsaved || !loaded.get()) {
            return Optional.empty();
        }
        unsaved = false;
        Map<String, RunNote> now = new HashMap<>(notes);
        items.forEach(item -> now.put(item.id(), RunNote.of(item)));
        return Optional.of(new RunNotes(Optional.ofNullable(baseline.get()).map(RunItem::id), now));
    }
}
