package org.dpoworkbench.app.window.model.settings;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.dpoworkbench.engine.problem.UserError;

/// The window's settings, changed here alone; written in the background after each change.
public final class SettingsStore {
    private final SettingsFile file;
    private final ReadOnlyObjectWrapper<WindowSettings> settings;
    private final Executor background;
    private final Consumer<Throwable> failed;

    /// @param failed hears on any thread of what could not be written
    public SettingsStore(SettingsFile file, WindowSettings settings, Executor background, Consumer<Throwable> failed) {
        this.file = file;
        this.settings = new ReadOnlyObjectWrapper<>(this, "settings", settings);
        this.background = background;
        this.failed = failed;
    }

    public WindowSettings settings() {
        return settings.get();
    }

    public ReadOnlyObjectProperty<WindowSettings> settingsProperty() {
        return settings.getReadOnlyProperty();
    }

    public SettingsFile file() {
        return file;
    }

    public void change(UnaryOperator<WindowSettings> change) {
        WindowSettings changed = change.apply(settings.get());
        if (changed.equals(settings.get())) {
            return;
        }
        settings.set(changed);
        background.execute(this::write);
    }

    /// Writes the newest settings before it returns, whatever is still under way: for the window's end.
    public void save() {
        write();
    }

    /// Writes the newest settings; a slow earlier write cannot win.
    private synchronized void write() {
        try {
            file.write(settings.get());
        } catch (IOException e) {
            failed.accept(new UserError(
                    "The window's settings cannot be written to " + file.path() + ": " + e.getMessage()
                            + ". They hold until the window is closed.",
                    e));
        }
    }
}
