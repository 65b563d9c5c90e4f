package org.dpoworkbench.engine.worker;

import java.nio.file.Files;
import java.nio.file.Path;
import org.dpoworkbench.engine.run.RunFolder;

/// Where a run keeps derived, deletable files: its project's cache, so that the next run finds them, else its own
/// folder.
final class CachePath {
    private CachePath() {}

    static Path of(RunFolder folder) {
        Path runs = folder.path().getParent();
        Path project = runs == null ? null : runs.getParent();
        return project != null && Files.exists(project.resolve("project.yaml"))
                ? project.resolve("cache")
                : folder.path().resolve("cache");
    }
}
