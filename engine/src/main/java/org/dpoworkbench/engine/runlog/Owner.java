package org.dpoworkbench.engine.runlog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dpoworkbench.engine.run.AtomicFile;
import org.dpoworkbench.engine.run.Host;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A note of who holds the run log, for the message that another process gets. The lock itself is H2's; where the note
/// cannot be written or read, the message only says less.
///
/// @param note the file, beside the database
record Owner(Path note) {
    private static final Pattern NOTE = Pattern.compile("process (?<pid>\\d{1,18}) on (?<host>.*) since .*");
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

    /// What the holder noted of itself; empty where the note is of a process that ended without striking it
    /// out.
    Optional<String> read() {
        try {
            return Optional.of(Files.readString(note).strip()).filter(Owner::mayBeTrue);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.debug("{} cannot be read", note, e);
            return Optional.empty();
        }
    }

    private static boolean mayBeTrue(String text) {
        Matcher said = NOTE.matcher(text);
        return said.matches()
                && (!said.group("host").equals(Host.name())
                        || ProcessHandle.of(Long.parseLong(said.group("pid"))).isPresent());
    }

    void strike() {
        try {
            Files.deleteIfExists(note);
        } catch (IOException e) {
            LOG.debug("{} cannot be deleted", note, e);
        }
    }
}
