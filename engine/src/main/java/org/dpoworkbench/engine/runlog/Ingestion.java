package org.dpoworkbench.engine.runlog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.journal.JournalReader;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.run.Crash;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;

/// Brings the run log up to the journals under `runs/`: rows and the offset consumed move in one transaction, so that
/// it may end at any moment and go on later.
final class Ingestion {
    private final Connection database;
    private final MetricIds metrics;
    private final Map<RunFolder, Stamp> settled = new HashMap<>();
    private volatile boolean cancelled;

    /// How a journal looked when it was taken in to its end.
    private record Stamp(long bytes, FileTime modified) {
        static final Stamp NO_FILE = new Stamp(-1, FileTime.fromMillis(0));

        static Stamp of(RunFolder run) {
            try {
                BasicFileAttributes journal = Files.readAttributes(run.journal(), BasicFileAttributes.class);
                return new Stamp(journal.size(), journal.lastModifiedTime());
            } catch (IOException e) {
                return NO_FILE; // reading it tells why
            }
        }
    }

    /// @param database a connection of its own, which commits by hand
    Ingestion(Connection database) {
        this.database = database;
        this.metrics = new MetricIds(database);
    }

    /// Ends an ingestion that is under way soon, whole as far as it came; from any thread.
    void cancel() {
        cancelled = true;
    }

    Ingested ingest(Project project) throws SQLException {
        List<RunFolder> folders = project.runFolders();
        forgetAllBut(folders);
        int runs = 0;
        long entries = 0;
        List<String> problems = new ArrayList<>();
        for (RunFolder folder : folders) {
            try {
                long taken = ingest(folder);
                entries += taken;
                runs += taken > 0 ? 1 : 0;
            } catch (UserError e) {
                problems.add(e.getMessage());
            } catch (SQLException e) {
                problems.add("The run log cannot take in %s: %s. Its journal can be read as before."
                        .formatted(folder.path(), e.getMessage()));
            }
        }
        return new Ingested(runs, entries, problems);
    }

    /// Takes in what is new of one run.
    ///
    /// @return journal lines taken in
    private long ingest(RunFolder folder) throws SQLException {
        Stamp stamp = Stamp.of(folder);
        if (stamp.equals(settled.get(folder))) {
            return 0;
        }
        long taken = takeIn(folder, position(folder));
        Position now = Position.find(database, folder).orElseThrow();
        if (!now.state().ended() && Crash.recordAbandoned(folder)) {
            taken += takeIn(folder, now);
        }
        if (now.state().ended() && !cancelled) {
            settled.put(folder, stamp);
        } else {
            settled.remove(folder);
        }
        return taken;
    }

    private long takeIn(RunFolder folder, Position position) throws SQLException {
        long taken = 0;
        try {
            var rows = new RunIngestion(database, metrics, position.run(), position.begun());
            long offset = position.offset();
            while (true) {
                JournalReader.Batch batch = JournalReader.read(folder, offset);
                if (batch.offset() == offset || cancelled) {
                    database.commit();
                    return taken;
                }
                rows.take(batch.entries());
                offset = batch.offset();
                Sql.update(database, "update runs set journal_offset = ? where id = ?", offset, position.run());
                database.commit();
                taken += batch.entries().size();
            }
        } catch (SQLException | RuntimeException e) {
            database.rollback();
            metrics.forget();
            throw e;
        }
    }

    /// The stored position, or a new one at the journal's begin where the run is new or its journal is another one.
    private Position position(RunFolder folder) throws SQLException {
        Optional<Position> stored = Position.find(database, folder);
        if (stored.isPresent() && stored.get().fits(folder)) {
            return stored.get();
        }
        Sql.update(database, "delete from runs where name = ?", folder.id());
        Sql.update(database, """
                insert into runs (name, journal_offset, state, step, total_steps)
                values (?, 0, ?, 0, 0)
                """, folder.id(), RunState.QUEUED.name());
        database.commit();
        return Position.find(database, folder).orElseThrow();
    }

    /// A run whose folder was deleted is no more.
    private void forgetAllBut(List<RunFolder> folders) throws SQLException {
        List<String> present = folders.stream().map(RunFolder::id).toList();
        for (String name : Sql.query(database, "select name from runs", row -> row.getString(1))) {
            if (!present.contains(name)) {
                settled.keySet().removeIf(folder -> folder.id().equals(name));
                Sql.update(database, "delete from runs where name = ?", name);
            }
        }
        database.commit();
    }
}
