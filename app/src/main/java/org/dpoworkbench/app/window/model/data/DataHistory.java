package org.dpoworkbench.app.window.model.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.dpoworkbench.app.window.model.ProjectStore;
import org.dpoworkbench.engine.project.DataSource;
import org.dpoworkbench.engine.project.ProjectSettings;

/// Changes of the project's data that can be taken back. What others change of the project meanwhile is
/// left alone.
final class DataHistory {
    private static final int MOST = 100;

    private final ProjectStore store;
    private final Deque<Step> done = new ArrayDeque<>();
    private final Deque<Step> undone = new ArrayDeque<>();
    private final ReadOnlyObjectWrapper<Optional<String>> undo =
            new ReadOnlyObjectWrapper<>(this, "undo", Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<String>> redo =
            new ReadOnlyObjectWrapper<>(this, "redo", Optional.empty());

    /// The part of the settings that is data.
    private record State(List<DataSource> data, Optional<ProjectSettings.Split> split, List<String> exclude) {
        static State of(ProjectSettings settings) {
            return new State(settings.data(), settings.split(), settings.exclude());
        }

        ProjectSettings in(ProjectSettings settings) {
            return settings.withData(data).withExclude(exclude).withSplit(split);
        }
    }

    private record Step(String name, State before, State after) {}

    DataHistory(ProjectStore store) {
        this.store = store;
    }

    /// What would be taken back, in words.
    ReadOnlyObjectProperty<Optional<String>> undoProperty() {
        return undo.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<String>> redoProperty() {
        return redo.getReadOnlyProperty();
    }

    void change(String name, UnaryOperator<ProjectSettings> change) {
        State before = now();
        store.change(change);
        if (!before.equals(now())) {
            done.push(new Step(name, before, now()));
            undone.clear();
            if (done.size() > MOST) {
                done.removeLast();
            }
            tell();
        }
    }

    void undo() {
        if (!done.isEmpty()) {
            store.change(done.peek().before()::in);
            undone.push(done.pop());
            tell();
        }
    }

    void redo() {
        if (!undone.isEmpty()) {
            store.change(undone.peek().after()::in);
            done.push(undone.pop());
            tell();
        }
    }

    private State now() {
        return State.of(store.project().settings());
    }

    private void tell() {
        undo.set(Optional.ofNullable(done.peek()).map(Step::name));
        redo.set(Optional.ofNullable(undone.peek()).map(Step::name));
    }
}
