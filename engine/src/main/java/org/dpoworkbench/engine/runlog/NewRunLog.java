package org.dpoworkbench.engine.runlog;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dpoworkbench.engine.problem.UserError;

/// Makes a run log with its tables beside the place where it belongs, closes it, and moves it there whole.
///
/// Of a database whose process was killed while it made tables, H2 can keep a lock that nobody releases, and then waits
/// for it without end (h2database issue 3853). So nobody ever finds one that is half made.
final class NewRunLog {
    private static final String BEGIN = "runlog-new-";
    private static final String END = ".mv.db";
    private static final Pattern OWNED = Pattern.compile(BEGIN + "(\\d{1,18})\\Q" + END);

    private NewRunLog() {}

    /// Removes what processes that are gone have left half made. What cannot be removed stays: it is in nobody's way.
    static void removeLeft(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, BEGIN + "*" + END)) {
            for (Path file : files) {
                Matcher owned = OWNED.matcher(file.getFileName().toString());
                if (owned.matches()
                        && ProcessHandle.of(Long.parseLong(owned.group(1))).isEmpty()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | DirectoryIteratorException _) {
            // The next start tries again.
        }
    }

    /// @param file where it belongs; if another process makes one there meanwhile, that stays
    static void make(Path file) throws SQLException {
        Path fresh = file.resolveSibling(BEGIN + ProcessHandle.current().pid() + END);
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
