package org.dpoworkbench.engine.runlog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.dpoworkbench.engine.curve.RunCurvesBuilder;
import org.dpoworkbench.engine.curve.Series;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;
import org.h2.api.ErrorCode;

/// The index of a project's runs, an H2 database that one process holds at a time. The journals are the
/// truth: without the run log, `RunCurves.read` gives the same from them. Its tables: `docs/run-log.md`.
///
/// Reading and ingesting may go on in different threads.
public final class RunLog implements AutoCloseable {
    private static final String RUNS =
            "select name, state, step, total_steps, last_word, journal_offset, final_model, failure from runs";

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
        String url = url(project.runLog());
        NewRunLog.removeLeft(project.folder());
        try {
            if (Files.notExists(project.runLog())) {
                NewRunLog.make(project.runLog());
            }
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
        return query(RUNS + " order by name", RunLog::run);
    }

    /// The run of this name, where the run log knows it.
    public Optional<IndexedRun> run(String run) {
        return query(RUNS + " where name = ?", RunLog::run, run).stream().findFirst();
    }

    /// Names of the metrics that the run has values of, sorted.
    public List<String> metrics(String run) {
        return query("""
                select distinct m.name from blocks b join metrics m on m.id = b.metric_id
                where b.run_id = (select id from runs where name = ?) and m.name <> ?
                order by m.name
                """, row -> row.getString(1), run, MetricIds.SECONDS);
    }

    /// All values of one metric, by step; of evaluations too, whose names begin with `eval_`.
    public List<SeriesPoint> series(String run, String metric) {
        List<SeriesPoint> points = new ArrayList<>();
        try {
            for (Column column : columns(run, metric)) {
                Series series = column.blocks().read(column.metric()).snapshot();
                for (int i = 0; i < series.size(); i++) {
                    points.add(new SeriesPoint(series.step(i), series.value(i)));
                }
            }
            return points;
        } catch (SQLException e) {
            throw damaged(project, e);
        }
    }

    /// The metric's last value; cheap however long the run is.
    public Optional<SeriesPoint> last(String run, String metric) {
        try {
            for (Column column : columns(run, metric)) {
                return column.blocks().last(column.metric());
            }
            return Optional.empty();
        } catch (SQLException e) {
            throw damaged(project, e);
        }
    }

    /// Gathers what the run log has of a run, one metric after the other, as of one moment: others may
    /// ingest meanwhile.
    ///
    /// @param order    which metrics come first
    /// @param listener hears of the curves as far as they are gathered, after each metric
    /// @return empty where the run log does not know the run, or another journal stands in its folder by now
    public Optional<Restored> restore(RunFolder run, Comparator<String> order, Consumer<RunCurvesBuilder> listener) {
        try (Connection moment = DriverManager.getConnection(url(project.runLog()))) {
            Sql.update(moment, "set session characteristics as transaction isolation level snapshot");
            moment.setAutoCommit(false);
            Optional<Position> position = Position.find(moment, run).filter(stored -> stored.fits(run));
            return position.isPresent()
                    ? Optional.of(new Restoration(moment, position.get(), listener).run(order))
                    : Optional.empty();
        } catch (SQLException e) {
            throw damaged(project, e);
        }
    }

    /// A metric of a run in the tables.
    private record Column(Blocks blocks, int metric) {}

    private List<Column> columns(String run, String metric) {
        return query(
                "select r.id, m.id from runs r, metrics m where r.name = ? and m.name = ?",
                row -> new Column(new Blocks(reading, row.getInt(1)), row.getInt(2)),
                run,
                metric);
    }

    /// Writes everything to the disk and lets go of the database.
    @Override
    public void close() {
        ingestion.cancel();
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

    private static IndexedRun run(ResultSet row) throws SQLException {
        return new IndexedRun(
                row.getString(1),
                RunState.valueOf(row.getString(2)),
                row.getInt(3),
                row.getInt(4),
                Optional.ofNullable(row.getObject(5, Instant.class)),
                row.getLong(6),
                Optional.ofNullable(row.getString(7)),
                Optional.ofNullable(row.getString(8)));
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

    static String url(Path file) {
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
