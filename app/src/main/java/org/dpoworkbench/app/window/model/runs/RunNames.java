package org.dpoworkbench.app.window.model.runs;

import org.dpoworkbench.app.window.model.run.RunItem;

/// What runs are called in sentences and lines.
public final class RunNames {
    private RunNames() {}

    /// The user's name for the run; its id where it was given none.
    public static String of(RunItem run) {
        String name = run.nameProperty().get();
        return name.isBlank() ? run.id() : name;
    }

    /// Names the run; an empty name, or the id itself, takes the name away.
    public static void rename(RunItem run, String name) {
        run.nameProperty().set(name.strip().equals(run.id()) ? "" : name.strip());
    }
}
