package org.dpoworkbench.engine.runlog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.run.RunState;
import org.h2.api.ErrorCode;

/// The index of a project's runs, an H2 database that one process holds at a time. The journals are the truth: without
/// the run log, `RunHistory.read` gives the same from them.
///
/// Reading and ingesting may go on in different threads.
public final class RunLog implements AutoCloseable {
    private final Project project;
    private final Owner owner;
    private final Connection reading;
    private final Connection writing;
    private final Ingestion ingestion;

    private RunLog(Project project, Owner owner, Connection reading, Connection writing) {
        this.project = project;
        this.owner = owner;
        this.reading = reading;
        this.writing = writing;
        this.ingestion = new Ingestion(writing);
    }

    /// Opens the project's run log, an empty one where there is none; nothing is ingested yet.
    ///
    /// @throws RunLogHeld where another process holds it
    /// @throws UserError where it is damaged: [#rebuild] makes it anew
    public static RunLog open(Project project) {
        Owner owner = new Owner(project.folder().resolve("runlog.owner"));
        String url = url(project);
        try {
            Connection reading = DriverManager.getConnection(url);
            try {
                Schema.migrate(reading);
                Connection writing = DriverManager.getConnection(url);
                writing.setAutoCommit(false);
                owner.sign();
                return new RunLog(project, owner, reading, writing);
            } catch (SQLException | RuntimeException e) {
                reading.close();
                throw e;
            }
        } catch (SQLException e) {
            if (e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
                throw new RunLogHeld(project.runLog(), owner.read(), e);
            }
            throw damaged(project, e);
        }
    }

    /// Deletes the project's run log, opens a new one and takes in all journals.
    ///
    /// @throws RunLogHeld where another process holds it
    public static RunLog rebuild(Project project) {
        refuseWhileHeld(project);
        try {
            Files.deleteIfExists(project.runLog());
        } catch (IOException e) {
            throw new UserError(
                    "%s cannot be deleted, so it cannot be rebuilt: %s.".formatted(project.runLog(), e.getMessage()),
                    e);
        }
        RunLog runLog = open(project);
        try {
            runLog.ingest();
            return runLog;
        } catch (RuntimeException e) {
            runLog.close();
            throw e;
        }
    }

    /// Takes in what the journals under `runs/` have told since; a crash that nobody has noticed is written down first.
    public Ingested ingest() {
        synchronized (writing) {
            try {
                return ingestion.ingest(project);
            } catch (SQLException e) {
                throw damaged(project, e);
            }
        }
    }

    /// All runs, the oldest first.
    public List<IndexedRun> runs() {
        return query(
                """
                select name, state, step, total_steps, last_word, final_model, failure
                from runs order by name
                """,
                row -> new IndexedRun(
                        row.getString(1),
                        RunState.valueOf(row.getString(2)),
                        row.getInt(3),
                        row.getInt(4),
                        Optional.ofNullable(row.getObject(5, Instant.class)),
                        Optional.ofNullable(row.getString(6)),
                        Optional.ofNullable(row.getString(7))));
    }

    /// Names of the metrics that the run has values of, sorted.
    public List<String> metrics(String run) {
        return query("""
                select name from metrics m
                where exists (select 1 from points where metric_id = m.id
                              and run_id = (select id from runs where name = ?))
                order by name
                """, row -> row.getString(1), run);
    }

    /// All values of one metric, by step; of evaluations too, whose names begin with `eval_`.
    public List<SeriesPoint> series(String run, String metric) {
        return query("""
                select step, metric_value from points
                where run_id = (select id from runs where name = ?)
                  and metric_id = (select id from metrics where name = ?)
                order by step
                """, row -> new SeriesPoint(row.getInt(1), row.getDouble(2)), run, metric);
    }

    /// The run's evaluations, by step; their values are series.
    public List<IndexedEvaluation> evaluations(String run) {
        return query(
                """
                select step, evaluated, pairs_file from evaluations
                where run_id = (select id from runs where name = ?)
                order by step
                """,
                row -> new IndexedEvaluation(
                        row.getInt(1), row.getObject(2, Instant.class), Optional.ofNullable(row.getString(3))),
                run);
    }

    /// Texts sampled in the run, by step, model and prompt.
    public List<IndexedSample> samples(String run) {
        return query(
                """
                select step, model, prompt, completion, tokens, ended from samples
                where run_id = (select id from runs where name = ?)
                order by step, model, position
                """,
                row -> new IndexedSample(
                        row.getInt(1),
                        row.getString(2),
                        new Event.Sample(row.getString(3), row.getString(4), row.getInt(5), row.getBoolean(6))),
                run);
    }

    /// The run's checkpoints, by step.
    public List<Event.Checkpoint> checkpoints(String run) {
        return query("""
                select step, path from checkpoints
                where run_id = (select id from runs where name = ?)
                order by step
                """, row -> new Event.Checkpoint(row.getInt(1), row.getString(2)), run);
    }

    /// The run's warnings, in the order in which they were told.
    public List<Event.Warning> warnings(String run) {
        return query("""
                select step, code, message from warnings
                where run_id = (select id from runs where name = ?)
                order by seq
                """, row -> new Event.Warning(row.getInt(1), row.getString(2), row.getString(3)), run);
    }

    /// Writes everything to the disk and lets go of the database.
    @Override
    public void close() {
        synchronized (writing) {
            try {
                owner.strike();
                Sql.update(reading, "shutdown");
            } catch (SQLException e) {
                throw damaged(project, e);
            }
        }
    }

    private <T> List<T> query(String sql, Sql.Mapper<T> mapper, Object... arguments) {
        try {
            return Sql.query(reading, sql, mapper, arguments);
        } catch (SQLException e) {
            throw damaged(project, e);
        }
    }

    private static void refuseWhileHeld(Project project) {
        try {
            open(project).close();
        } catch (RunLogHeld e) {
            throw e;
        } catch (UserError e) {
            // damaged, which is why it is rebuilt
        }
    }

    private static String url(Project project) {
        Path file = project.runLog();
        String name = file.getFileName().toString();
        return "jdbc:h2:file:" + file.resolveSibling(name.substring(0, name.length() - ".mv.db".length()))
                + ";TRACE_LEVEL_FILE=0";
    }

    private static UserError damaged(Project project, SQLException e) {
        return new UserError(
                ("The run log %s cannot be used: %s. No run is lost, as it is only an index of their journals:"
                                + " make it anew with dpo runlog rebuild, or delete the file.")
                        .formatted(project.runLog(), e.getMessage()),
                e);
    }
}
