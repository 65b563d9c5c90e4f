package org.dpoworkbench.app.window;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.dpoworkbench.app.window.model.run.KeyFigures;
import org.dpoworkbench.app.window.model.run.RunSource;
import org.dpoworkbench.engine.curve.RunCurvesBuilder;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.runlog.IndexedRun;
import org.dpoworkbench.engine.runlog.Ingested;
import org.dpoworkbench.engine.runlog.Restored;
import org.dpoworkbench.engine.runlog.RunLog;
import org.dpoworkbench.engine.runlog.RunLogHeld;
import org.dpoworkbench.engine.runlog.SeriesPoint;

/// The source of a project's runs that keeps its run log up to date, as long as no other process holds that one.
///
/// Whether a run lives is its own folder's to say. Its past comes from the run log, so that a long run
/// opens at once; its present from the journal behind that, so that nothing waits for the run log. Where
/// the run log cannot be had, [#notice] says so and the journals are all there is.
final class RunLogRuns implements RunSource, AutoCloseable {
    private final JournalRuns journals = new JournalRuns();
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Optional<RunLog> runLog;
    private final Optional<String> heldBy;
    private volatile Optional<String> notice;
    private volatile boolean closed;

    private RunLogRuns(Optional<RunLog> runLog, Optional<String> heldBy, Optional<String> notice) {
        this.runLog = runLog;
        this.heldBy = heldBy;
        this.notice = notice;
    }

    /// What the run log last told of a run's figures, and as of where.
    private record Known(long journalOffset, KeyFigures figures) {}

    /// Opens the project's run log; the first [#catchUp] takes in what was told while nobody held it. A
    /// folder that is no project has no run log.
    static RunLogRuns open(Path folder) {
        if (!Files.exists(folder.resolve("project.yaml"))) {
            return new RunLogRuns(Optional.empty(), Optional.empty(), Optional.empty());
        }
        try {
            return new RunLogRuns(Optional.of(RunLog.open(Project.open(folder))), Optional.empty(), Optional.empty());
        } catch (RunLogHeld e) {
            return new RunLogRuns(Optional.empty(), Optional.of(e.owner()), Optional.of(e.getMessage()));
        } catch (UserError e) {
            return new RunLogRuns(Optional.empty(), Optional.empty(), Optional.of(e.getMessage()));
        }
    }

    /// Opens the project's run log for this window alone. Where it is damaged the journals are all there is.
    ///
    /// @throws RunLogHeld where another process has it
    static RunLogRuns holding(Project project) {
        try {
            return new RunLogRuns(Optional.of(RunLog.open(project)), Optional.empty(), Optional.empty());
        } catch (RunLogHeld e) {
            throw e;
        } catch (UserError e) {
            return new RunLogRuns(Optional.empty(), Optional.empty(), Optional.of(e.getMessage()));
        }
    }

    /// The journals alone, beside whoever holds the run log.
    static RunLogRuns withoutRunLog() {
        return new RunLogRuns(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// Why the run log is not used, or what it could not take in; empty where all is well.
    Optional<String> notice() {
        return notice;
    }

    /// Who holds the run log, and so has the project open, in words; empty where this window does or nobody
    /// can.
    Optional<String> heldBy() {
        return heldBy;
    }

    /// The runs as the run log has them, the oldest first; none where it is not used.
    List<IndexedRun> indexed() {
        return runLog.map(RunLog::runs).orElse(List.of());
    }

    @Override
    public Standing standing(RunFolder run) {
        return journals.standing(run);
    }

    @Override
    public KeyFigures figures(RunFolder run) {
        if (runLog.isEmpty() || closed) {
            return journals.figures(run);
        }
        return runLog.get()
                .run(run.id())
                .map(indexed -> figures(runLog.get(), indexed))
                .orElse(KeyFigures.NONE);
    }

    private KeyFigures figures(RunLog runLog, IndexedRun run) {
        return known.compute(
                        run.name(),
                        (_, before) -> before != null && before.journalOffset() == run.journalOffset()
                                ? before
                                : new Known(run.journalOffset(), read(runLog, run)))
                .figures();
    }

    private static KeyFigures read(RunLog runLog, IndexedRun run) {
        Optional<SeriesPoint> loss = runLog.last(run.name(), Metric.LOSS.key());
        Optional<SeriesPoint> accuracy = runLog.last(run.name(), Metric.REWARDS_ACCURACIES.evalKey());
        return new KeyFigures(
                run.totalSteps(),
                loss.map(SeriesPoint::value).map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                accuracy.map(SeriesPoint::value).map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                accuracy.map(SeriesPoint::step).map(OptionalInt::of).orElse(OptionalInt.empty()),
                run.failure());
    }

    @Override
    public Feed follow(RunFolder run) {
        return new JournalFeed(run, this::restore);
    }

    private Restored restore(RunFolder run, Consumer<RunCurvesBuilder> meanwhile) {
        return runLog.filter(_ -> !closed)
                .flatMap(open -> open.restore(run, ChartOrder.comparator(), meanwhile))
                .orElseGet(() -> JournalFeed.Start.AT_THE_FIRST_LINE.restore(run, meanwhile));
    }

    @Override
    public void catchUp() {
        if (runLog.isEmpty() || closed) {
            return;
        }
        try {
            Ingested news = runLog.get().ingest();
            notice = news.problems().isEmpty() ? Optional.empty() : Optional.of(String.join("\n", news.problems()));
        } catch (UserError e) {
            notice = Optional.of(e.getMessage());
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            runLog.ifPresent(RunLog::close);
        }
    }
}
