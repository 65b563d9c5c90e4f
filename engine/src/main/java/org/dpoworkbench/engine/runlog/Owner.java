package org.dpoworkbench.engine.runlog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.dpoworkbench.engine.run.AtomicFile;
import org.dpoworkbench.engine.run.Host;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A note of who holds the run log, for the message that another process gets. The lock itself is H2's; where the note
/// cannot be written or read, the message only says less.
///
/// @param note the file, beside the database
record Owner(Path note) {
    private static final Logger LOG = LoggerFactory.getLogger(Owner.class);

    void sign() {
        String text = "process %d on %s since %s"
                .formatted(
                        ProcessHandle.current().pid(),
                        Host.name(),
                        Instant.now().truncatedTo(ChronoUnit.SECONDS));
        try {
            AtomicFile.write(note, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.debug("{} cannot be written", note, e);
        }
    }

    Optional<String> read() {
        try {
            return Optional.of(Files.readString(note).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.debug("{} cannot be read", note, e);
            return Optional.empty();
        }
    }

    void strike() {
        try {
            Files.deleteIfExists(note);
        } catch (IOException e) {
            LOG.debug("{} cannot be deleted", note, e);
        }
    }
}
