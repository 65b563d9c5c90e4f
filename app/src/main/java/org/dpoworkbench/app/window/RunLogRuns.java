package org.dpoworkbench.app.window;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.dpoworkbench.app.window.model.run.RunSource;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.runlog.IndexedRun;
import org.dpoworkbench.engine.runlog.Ingested;
import org.dpoworkbench.engine.runlog.RunLog;
import org.dpoworkbench.engine.runlog.RunLogHeld;

/// The source of a project's runs that keeps its run log up to date, as long as no other process holds that one.
///
/// What the window shows of a run comes from the run's own folder, which is the truth with and without an index. Where
/// the run log cannot be had, [#notice] says so and the journals are all there is.
final class RunLogRuns implements RunSource, AutoCloseable {
    private static final long INGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final JournalRuns journals = new JournalRuns();
    private final Optional<RunLog> runLog;
    private Optional<String> notice;
    private long ingested = System.nanoTime() - INGEST_NANOS;
    private boolean closed;

    private RunLogRuns(Optional<RunLog> runLog, Optional<String> notice) {
        this.runLog = runLog;
        this.notice = notice;
    }

    /// Opens the project's run log; the first question for a run takes in what was told while nobody held it. A folder
    /// that is no project has no run log.
    static RunLogRuns open(Path folder) {
        if (!Files.exists(folder.resolve("project.yaml"))) {
            return new RunLogRuns(Optional.empty(), Optional.empty());
        }
        try {
            return new RunLogRuns(Optional.of(RunLog.open(Project.open(folder))), Optional.empty());
        } catch (UserError e) {
            return new RunLogRuns(Optional.empty(), Optional.of(e.getMessage()));
        }
    }

    /// Opens the project's run log for this window alone. Where it is damaged the journals are all there is.
    ///
    /// @throws RunLogHeld where another process has it
    static RunLogRuns holding(Project project) {
        try {
            return new RunLogRuns(Optional.of(RunLog.open(project)), Optional.empty());
        } catch (RunLogHeld e) {
            throw e;
        } catch (UserError e) {
            return new RunLogRuns(Optional.empty(), Optional.of(e.getMessage()));
        }
    }

    /// The journals alone, beside whoever holds the run log.
    static RunLogRuns withoutRunLog() {
        return new RunLogRuns(Optional.empty(), Optional.empty());
    }

    /// Why the run log is not used, or what it could not take in; empty where all is well.
    synchronized Optional<String> notice() {
        return notice;
    }

    /// The runs as the run log has them, the oldest first; none where it is not used.
    List<IndexedRun> indexed() {
        return runLog.map(RunLog::runs).orElse(List.of());
    }

    @Override
    public Standing standing(RunFolder run) {
        catchUp();
        return journals.standing(run);
    }

    @Override
    public RunCurves curves(RunFolder run) {
        return journals.curves(run);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            runLog.ifPresent(RunLog::close);
        }
    }

    /// The window asks for each run in turn; once in a second is enough for all.
    private synchronized void catchUp() {
        if (runLog.isEmpty() || closed || System.nanoTime() - ingested < INGEST_NANOS) {
            return;
        }
        ingested = System.nanoTime();
        try {
            Ingested news = runLog.get().ingest();
            notice = news.problems().isEmpty() ? Optional.empty() : Optional.of(String.join("\n", news.problems()));
        } catch (UserError e) {
            notice = Optional.of(e.getMessage());
        }
    }
}
