package org.dpoworkbench.engine.runlog;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.dpoworkbench.engine.problem.UserError;

/// Makes a run log with its tables beside the place where it belongs, closes it, and moves it there whole.
///
/// Of a database whose process was killed while it made tables, H2 can keep a lock that nobody releases, and then waits
/// for it without end (h2database issue 3853). So nobody ever finds one that is half made.
final class NewRunLog {
    private NewRunLog() {}

    /// @param file where it belongs; if another process makes one there meanwhile, that stays
    static void make(Path file) throws SQLException {
        Path fresh = file.resolveSibling("runlog-new-" + ProcessHandle.current().pid() + ".mv.db");
        try {
            Files.deleteIfExists(fresh);
            try (Connection database = DriverManager.getConnection(RunLog.url(fresh))) {
                Schema.migrate(database);
                Sql.update(database, "shutdown");
            }
            put(fresh, file);
        } catch (IOException e) {
            throw new UserError(file + " cannot be made: " + e + ". May its folder be written?", e);
        }
    }

    private static void put(Path fresh, Path file) throws IOException {
        try {
            Files.move(fresh, file);
        } catch (FileAlreadyExistsException e) {
            Files.delete(fresh);
        }
    }
}
