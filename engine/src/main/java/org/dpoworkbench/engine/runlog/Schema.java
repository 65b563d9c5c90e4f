package org.dpoworkbench.engine.runlog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.dpoworkbench.engine.problem.UserError;

/// The run log's tables, brought up to date by numbered scripts. A script may run twice, as the system may end between
/// it and its number.
final class Schema {
    private static final List<String> SCRIPTS = List.of("V1__tables.sql", "V2__columns.sql");

    private Schema() {}

    static void migrate(Connection database) throws SQLException {
        Sql.update(
                database,
                "create table if not exists schema_version (version integer primary key, applied timestamp(9) with time zone)");
        int version = Sql.query(database, "select coalesce(max(version), 0) from schema_version", row -> row.getInt(1))
                .getFirst();
        if (version > SCRIPTS.size()) {
            throw new UserError("The run log was written by a newer version of this program (schema " + version
                    + ", this one knows " + SCRIPTS.size() + "). Use that version, or rebuild it: dpo runlog rebuild.");
        }
        for (int next = version + 1; next <= SCRIPTS.size(); next++) {
            try (Statement statement = database.createStatement()) {
                statement.execute(script(SCRIPTS.get(next - 1)));
            }
            Sql.update(database, "insert into schema_version values (?, ?)", next, Instant.now());
        }
    }

    private static String script(String name) {
        try (InputStream script = Schema.class.getResourceAsStream(name)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
