package org.dpoworkbench.app.rooms;

import java.nio.file.Path;
import org.dpoworkbench.app.room.RunLogs;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.runlog.RunLog;

/// The H2 index of a project's runs.
public final class EngineRunLogs implements RunLogs {
    @Override
    public int rebuild(Path project) {
        try (RunLog log = RunLog.rebuild(Project.open(project))) {
            return log.runs().size();
        }
    }
}
