package org.dpoworkbench.app.window;

import org.dpoworkbench.app.window.model.RunSource;
import org.dpoworkbench.engine.journal.RunHistory;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunStatus;

/// Runs as their own folders tell them: journal and lease.
final class JournalRuns implements RunSource {
    @Override
    public Standing standing(RunFolder run) {
        RunStatus status = RunStatus.of(run);
        return new Standing(status.state(), status.failure());
    }

    @Override
    public RunHistory history(RunFolder run) {
        return RunHistory.read(run);
    }
}
