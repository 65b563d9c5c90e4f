package org.dpoworkbench.engine.compute;

import java.nio.file.Path;

/// Where derived, deletable files of the program go that belong to no project.
public final class CacheFolder {
    private CacheFolder() {}

    /// `DPO_WORKBENCH_CACHE`, else `XDG_CACHE_HOME/dpo-workbench`, else `~/.cache/dpo-workbench`.
    public static Path path() {
        String own = System.getenv("DPO_WORKBENCH_CACHE");
        if (own != null && !own.isBlank()) {
            return Path.of(own);
        }
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path base = xdg != null && !xdg.isBlank() ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".cache");
        return base.resolve("dpo-workbench");
    }
}
