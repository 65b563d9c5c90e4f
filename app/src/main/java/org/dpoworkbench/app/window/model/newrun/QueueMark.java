package org.dpoworkbench.app.window.model.newrun;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.AtomicFile;
import org.dpoworkbench.engine.run.RunFolder;

/// The file `queued` in the folder of a run that this window is to start when its turn comes. It holds the run's place
/// in the queue; a folder without it is nobody's to start.
final class QueueMark {
    private QueueMark() {}

    private static Path file(RunFolder run) {
        return run.path().resolve("queued");
    }

    /// The run's place; empty where the run is not to be started.
    static Optional<Long> read(RunFolder run) {
        try {
            return Optional.of(Long.parseLong(Files.readString(file(run)).strip()));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (NumberFormatException e) {
            throw new UserError(
                    file(run) + " holds no place in the queue, so the run is not started. Delete the file.", e);
        } catch (IOException e) {
            throw new UserError(file(run) + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    static void write(RunFolder run, long place) {
        try {
            AtomicFile.write(file(run), (place + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UserError(file(run) + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    static void delete(RunFolder run) {
        try {
            Files.deleteIfExists(file(run));
        } catch (IOException e) {
            throw new UserError(file(run) + " cannot be deleted: " + e.getMessage() + ".", e);
        }
    }
}
