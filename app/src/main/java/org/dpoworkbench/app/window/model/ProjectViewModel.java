package org.dpoworkbench.app.window.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.ui.Messages;

/// What the window shows of a project. Its state changes on the `ui` executor only; files are read on `background`.
public final class ProjectViewModel {
    private final ProjectReader reader;
    private final Executor background;
    private final Executor ui;
    private final AtomicBoolean reading = new AtomicBoolean();

    private final ReadOnlyStringWrapper name = new ReadOnlyStringWrapper(this, "name", "");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private final ReadOnlyStringWrapper notice = new ReadOnlyStringWrapper(this, "notice", "");
    private final ReadOnlyIntegerWrapper underWay = new ReadOnlyIntegerWrapper(this, "underWay", 0);
    private final ReadOnlyBooleanWrapper loaded = new ReadOnlyBooleanWrapper(this, "loaded", false);
    private final ObservableList<RunRow> rows = FXCollections.observableArrayList();
    private final ObservableList<RunRow> readOnlyRows = FXCollections.unmodifiableObservableList(rows);

    /// @param background runs what waits for files, one reading at a time
    /// @param ui         runs what changes the observable state, in order
    public ProjectViewModel(Path project, RunSource source, Executor background, Executor ui) {
        this.reader = new ProjectReader(project, source);
        this.background = background;
        this.ui = ui;
    }

    /// Reads the project again and returns at once; does nothing while an earlier reading is still under way.
    public void refresh() {
        if (!reading.compareAndSet(false, true)) {
            return;
        }
        background.execute(() -> {
            try {
                ProjectContent content = reader.read();
                ui.execute(() -> show(content));
            } catch (UserError e) {
                ui.execute(() -> problem.set(e.getMessage()));
            } catch (IOException | UncheckedIOException e) {
                ui.execute(() -> problem.set(Messages.text("project.unreadable", e)));
            } finally {
                reading.set(false);
            }
        });
    }

    /// Tells of something that went wrong elsewhere; it stays. Call it on the `ui` executor.
    public void report(String message) {
        notice.set(message);
    }

    /// The project's name; empty before the first reading.
    public ReadOnlyStringProperty nameProperty() {
        return name.getReadOnlyProperty();
    }

    /// What keeps the project from being read; empty where all is well.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// The last thing that went wrong elsewhere; empty where nothing did.
    public ReadOnlyStringProperty noticeProperty() {
        return notice.getReadOnlyProperty();
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
    public ObservableList<RunRow> runs() {
        return readOnlyRows;
    }

    private void show(ProjectContent content) {
        name.set(content.name());
        problem.set("");
        Map<String, RunRow> known = rows.stream().collect(Collectors.toMap(RunRow::id, Function.identity()));
        List<RunRow> now = content.runs().stream()
                .map(summary -> updated(known.get(summary.id()), summary))
                .toList();
        becomes(now);
        underWay.set((int) content.runs().stream().filter(RunSummary::underWay).count());
        loaded.set(true);
    }

    /// Takes out and puts in single rows, where `setAll` would lose the user's selection.
    private void becomes(List<RunRow> now) {
        rows.retainAll(now);
        for (int i = 0; i < now.size(); i++) {
            if (i == rows.size() || rows.get(i) != now.get(i)) {
                rows.add(i, now.get(i));
            }
        }
    }

    private static RunRow updated(RunRow row, RunSummary summary) {
        if (row == null) {
            return new RunRow(summary);
        }
        row.show(summary);
        return row;
    }
}
