package org.dpoworkbench.app.window.model;

import java.util.List;

/// A project as it was found on disk at one moment.
///
/// @param name as `project.yaml` says, or the folder's
/// @param runs the newest first
record ProjectContent(String name, List<RunSummary> runs) {
    ProjectContent {
        runs = List.copyOf(runs);
    }
}
