package org.dpoworkbench.app.window;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.dpoworkbench.app.window.model.run.KeyFigures;
import org.dpoworkbench.app.window.model.run.RunSource;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunStatus;

/// Runs as their own folders tell them, journal and lease, without an index.
final class JournalRuns implements RunSource {
    private final Map<RunFolder, JournalFigures> figures = new ConcurrentHashMap<>();

    @Override
    public Standing standing(RunFolder run) {
        RunStatus status = RunStatus.of(run);
        return new Standing(status.state(), status.step(), status.failure());
    }

    @Override
    public KeyFigures figures(RunFolder run) {
        return figures.computeIfAbsent(run, JournalFigures::new).read();
    }

    @Override
    public Feed follow(RunFolder run) {
        return new JournalFeed(run, JournalFeed.Start.AT_THE_FIRST_LINE);
    }

    @Override
    public void catchUp() {
        // There is nothing to catch up with: each question reads the journal.
    }
}
