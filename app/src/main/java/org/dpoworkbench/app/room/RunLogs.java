package org.dpoworkbench.app.room;

import java.nio.file.Path;

/// The index of a project's runs.
public interface RunLogs {
    /// Deletes the index and reads every journal again.
    ///
    /// @return runs found
    int rebuild(Path project);
}
