package org.dpoworkbench.app.window.model.pairs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.RunJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The pairs that the user marked, by id, kept in the project's `marks.json`.
public final class PairMarks {
    private static final int VERSION = 1;
    private static final int MOST_UNDONE = 100;

    private final Path file;
    private final Executor background;
    private final Executor ui;
    private final Consumer<Throwable> failed;
    private final Object writing = new Object();
    private volatile boolean unreadable;
    private boolean reading = true; // on the ui
    private final Deque<Set<String>> before = new ArrayDeque<>();
    private final ReadOnlyObjectWrapper<Set<String>> marked = new ReadOnlyObjectWrapper<>(this, "marked", Set.of());

    /// The file's layout.
    record Content(int version, List<String> marks) {}

    /// @param failed hears on the ui executor of what could not be read or written
    PairMarks(Path project, Executor background, Executor ui, Consumer<Throwable> failed) {
        file = project.resolve("marks.json");
        this.background = background;
        this.ui = ui;
        this.failed = failed;
        background.execute(this::read);
    }

    public ReadOnlyObjectProperty<Set<String>> markedProperty() {
        return marked.getReadOnlyProperty();
    }

    public Set<String> marked() {
        return marked.get();
    }

    /// Marks all of these, or takes the marks away where all have one.
    void toggle(Collection<String> ids) {
        var now = new LinkedHashSet<>(marked());
        if (marked().containsAll(ids)) {
            now.removeAll(ids);
        } else {
            now.addAll(ids);
        }
        before.push(marked());
        if (before.size() > MOST_UNDONE) {
            before.removeLast();
        }
        becomes(now);
    }

    boolean canUndo() {
        return !before.isEmpty();
    }

    void undo() {
        if (canUndo()) {
            becomes(before.pop());
        }
    }

    private void becomes(Set<String> ids) {
        marked.set(Set.copyOf(ids));
        if (!unreadable && !reading) {
            background.execute(this::write);
        }
    }

    private void read() {
        if (!Files.exists(file)) {
            ui.execute(() -> join(Set.of()));
            return;
        }
        try {
            Content content = JsonMapper.shared().readValue(Files.readString(file), Content.class);
            Set<String> read = Set.copyOf(content.marks());
            ui.execute(() -> join(read));
        } catch (IOException | JacksonException e) {
            var problem = new UserError(
                    file + " cannot be read, so no pair is marked: " + e.getMessage()
                            + ". It is left as it is: until it is mended or deleted and the project opened again, new"
                            + " marks are not kept.",
                    e);
            unreadable = true;
            ui.execute(() -> failed.accept(problem));
        }
    }

    /// What was marked before the file had been read is added to what it says.
    private void join(Set<String> read) {
        reading = false;
        if (marked().isEmpty()) {
            marked.set(read);
            return;
        }
        var both = new LinkedHashSet<>(read);
        both.addAll(marked());
        becomes(both);
    }

    /// Writes the newest marks, so that a slow earlier write cannot win.
    private void write() {
        synchronized (writing) {
            try {
                RunJson.write(file, new Content(VERSION, List.copyOf(new TreeSet<>(marked()))));
            } catch (UserError e) {
                ui.execute(() -> failed.accept(e));
            }
        }
    }
}
