package org.dpoworkbench.engine.worker;

import java.nio.file.Path;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.run.RunFolder;

/// Where a run keeps derived, deletable files: its project's cache, so that the next run finds them, else its own
/// folder.
public final class CachePath {
    private CachePath() {}

    public static Path of(RunFolder folder) {
        return Project.containing(folder.path()).map(Project::cache).orElseGet(() -> outside(folder.path()));
    }

    /// Runs beside each other in a folder `runs` share a cache beside it.
    private static Path outside(Path run) {
        Path parent = run.getParent();
        boolean among = parent != null && parent.endsWith("runs") && parent.getParent() != null;
        return among ? parent.resolveSibling("cache") : run.resolve("cache");
    }
}
