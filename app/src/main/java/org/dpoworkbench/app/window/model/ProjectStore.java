package org.dpoworkbench.app.window.model;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;

/// The open project's settings, changed here alone. A change is visible at once and written in the background, in
/// order.
public final class ProjectStore {
    private final ReadOnlyObjectWrapper<Project> project;
    private final boolean readOnly;
    private final Executor background;
    private final Consumer<Throwable> failed;
    private final Object writing = new Object();

    /// @param readOnly   nothing is written: another window has the project
    /// @param background runs what waits for files
    /// @param failed     hears on any thread of what could not be written
    public ProjectStore(Project project, boolean readOnly, Executor background, Consumer<Throwable> failed) {
        this.project = new ReadOnlyObjectWrapper<>(this, "project", project);
        this.readOnly = readOnly;
        this.background = background;
        this.failed = failed;
    }

    public Project project() {
        return project.get();
    }

    public ReadOnlyObjectProperty<Project> projectProperty() {
        return project.getReadOnlyProperty();
    }

    public boolean readOnly() {
        return readOnly;
    }

    /// Replaces the settings.
    ///
    /// @throws UserError where the project is open for reading only
    public void change(UnaryOperator<ProjectSettings> change) {
        if (readOnly) {
            throw new UserError(project().folder() + " is open for reading only, as another window has it.");
        }
        Project changed = new Project(project().folder(), change.apply(project().settings()));
        project.set(changed);
        background.execute(this::write);
    }

    /// Writes the newest settings, so that a slow earlier write cannot win.
    private void write() {
        synchronized (writing) {
            try {
                project().save(project().settings());
            } catch (UserError e) {
                failed.accept(e);
            }
        }
    }
}
