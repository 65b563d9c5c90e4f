package org.dpoworkbench.app.window.model.figures;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.engine.problem.UserError;

/// What a project remembers of its figures, with the way back. Changes are visible at once and written in the
/// background; nothing is written over a file that could not be read.
final class FigureMemory {
    private static final int MOST_UNDONE = 100;

    private final FiguresFile file;
    private final Executor background;
    private final Executor ui;
    private final Consumer<Throwable> failed;
    private final Object writing = new Object();
    private final Deque<SavedFigures> before = new ArrayDeque<>();
    private final ReadOnlyObjectWrapper<SavedFigures> saved =
            new ReadOnlyObjectWrapper<>(this, "saved", SavedFigures.NONE);
    private final ReadOnlyBooleanWrapper canUndo = new ReadOnlyBooleanWrapper(this, "canUndo");
    private volatile SavedFigures newest = SavedFigures.NONE;
    private boolean loaded;
    private boolean writable;

    FigureMemory(Workbench workbench) {
        this.file = new FiguresFile(workbench.folder());
        this.background = workbench.background();
        this.ui = workbench.ui();
        this.failed = workbench.notices()::error;
        this.writable = !workbench.readOnly();
    }

    /// Reads the file in the background.
    ///
    /// @param then on ui, whether or not the file could be read
    void load(Runnable then) {
        background.execute(() -> {
            try {
                SavedFigures found = file.read();
                ui.execute(() -> saved.set(found));
            } catch (UserError e) {
                ui.execute(() -> {
                    writable = false;
                    failed.accept(e);
                });
            } finally {
                ui.execute(() -> {
                    loaded = true;
                    then.run();
                });
            }
        });
    }

    boolean loaded() {
        return loaded;
    }

    ReadOnlyObjectProperty<SavedFigures> savedProperty() {
        return saved.getReadOnlyProperty();
    }

    SavedFigures saved() {
        return saved.get();
    }

    ReadOnlyBooleanProperty canUndoProperty() {
        return canUndo.getReadOnlyProperty();
    }

    /// From now on this is remembered; before the file was read nothing is.
    void remember(SavedFigures now) {
        if (!loaded || now.equals(saved.get())) {
            return;
        }
        before.push(saved.get());
        if (before.size() > MOST_UNDONE) {
            before.removeLast();
        }
        become(now);
    }

    /// Takes the last change back.
    void undo() {
        if (!before.isEmpty()) {
            become(before.pop());
        }
    }

    private void become(SavedFigures now) {
        canUndo.set(!before.isEmpty());
        saved.set(now);
        if (writable) {
            newest = now;
            background.execute(this::write);
        }
    }

    /// Writes the newest, so that a slow earlier write cannot win.
    private void write() {
        synchronized (writing) {
            try {
                file.write(newest);
            } catch (UserError e) {
                ui.execute(() -> failed.accept(e));
            }
        }
    }
}
