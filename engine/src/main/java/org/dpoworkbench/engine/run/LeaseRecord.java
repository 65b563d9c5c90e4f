package org.dpoworkbench.engine.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.dpoworkbench.engine.problem.UserError;

/// What the file `lease` says: whose run folder this is, and when its worker last gave a sign of life.
///
/// @param start     start instant of the worker's process
/// @param heartbeat when the lease was last written
/// @param journalOffset the journal's length, in bytes, when the worker took the lease: what is said before is not its
///                      word
public record LeaseRecord(String host, long pid, Instant start, Instant heartbeat, OptionalLong journalOffset) {
    /// How old a heartbeat may be: far above its interval, as network file systems show changes late.
    public static final Duration SILENCE = Duration.ofSeconds(30);

    static LeaseRecord now(ProcessIdentity worker, long journalOffset, Clock clock) {
        return new LeaseRecord(
                worker.host(), worker.pid(), worker.start(), clock.instant(), OptionalLong.of(journalOffset));
    }

    /// The folder's lease; empty where no worker ever took it or the last one gave it back.
    ///
    /// @throws UserError where the file is there and no lease
    public static Optional<LeaseRecord> read(RunFolder folder) {
        try {
            return Optional.of(RunJson.parse(Files.readAllBytes(folder.lease()), LeaseRecord.class, folder.lease()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UserError(
                    ("The lease of the run cannot be read, so whether its worker lives is unknown: %s."
                                    + " If no worker runs, delete %s.")
                            .formatted(e.getMessage(), folder.lease()),
                    e);
        }
    }

    public ProcessIdentity worker() {
        return new ProcessIdentity(host, pid, start);
    }

    /// Whether the worker lives: on this machine its process tells, on another one only its heartbeat.
    public Liveness liveness(Clock clock) {
        boolean silent = Duration.between(heartbeat, clock.instant()).compareTo(SILENCE) > 0;
        if (!worker().isOnThisHost()) {
            return silent ? Liveness.GONE : Liveness.ALIVE;
        }
        if (!worker().isRunning()) {
            return Liveness.GONE;
        }
        return silent ? Liveness.SILENT : Liveness.ALIVE;
    }
}
