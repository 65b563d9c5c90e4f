package org.dpoworkbench.app.window.model.foreign;

import java.nio.file.Files;
import java.nio.file.Path;
import org.dpoworkbench.engine.guest.GuestRuns;

/// What a folder is that was dropped on the window.
public enum DroppedFolder {
    /// A project, to be opened.
    PROJECT,
    /// Another program's run, to be added to the open project.
    RUN,
    /// Neither; a project can be made of it.
    OTHER;

    private static final String SETTINGS = "project.yaml";

    /// A project may hold runs of every kind, so it is asked first. Waits for files.
    ///
    /// @throws org.dpoworkbench.engine.problem.UserError where the folder may not be looked into
    public static DroppedFolder of(Path folder) {
        if (isProject(folder)) {
            return PROJECT;
        }
        return GuestRuns.isRecognised(folder) ? RUN : OTHER;
    }

    public static boolean isProject(Path folder) {
        return Files.exists(folder.resolve(SETTINGS));
    }
}
