package org.dpoworkbench.engine.runlog;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.dpoworkbench.engine.journal.Entry;
import org.dpoworkbench.engine.journal.JournalReader;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;

/// Where the run log stands with one run.
///
/// @param run    the run's number in the tables
/// @param begun  time of the journal's first line; empty before there is one
/// @param offset bytes of the journal that the tables tell of
record Position(int run, Optional<Instant> begun, long offset, RunState state) {

    static Optional<Position> find(Connection database, RunFolder folder) throws SQLException {
        return Sql.query(
                        database,
                        "select id, journal_begun, journal_offset, state from runs where name = ?",
                        row -> new Position(
                                row.getInt(1),
                                Optional.ofNullable(row.getObject(2, Instant.class)),
                                row.getLong(3),
                                RunState.valueOf(row.getString(4))),
                        folder.id())
                .stream()
                .findFirst();
    }

    /// Whether the folder's journal is still the one that was read, so that reading goes on at the offset.
    boolean fits(RunFolder folder) {
        if (offset == 0) {
            return true;
        }
        Optional<Instant> first = JournalReader.first(folder).map(Entry::time);
        return JournalReader.wholeBytes(folder) >= offset
                && (first.isEmpty() || begun.isEmpty() || first.equals(begun));
    }
}
