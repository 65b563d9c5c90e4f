package org.dpoworkbench.engine.run;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.dpoworkbench.engine.journal.JournalReader;
import org.dpoworkbench.engine.problem.UserError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A worker's claim to a run folder, kept alive by a heartbeat each second until it is closed.
///
/// Two workers that take it in the same instant are told apart by the journal, which only one of them can open; the
/// loser's claim is overwritten by the winner's next heartbeat.
public final class Lease implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
    private static final long HEARTBEAT_MILLIS = 1000;

    private final RunFolder folder;
    private final ProcessIdentity worker;
    private final long journalOffset;
    private final Clock clock = Clock.systemUTC();
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("lease-heartbeat").factory());
    private volatile Optional<Runnable> removed = Optional.empty();
    private boolean told;

    private Lease(RunFolder folder, ProcessIdentity worker, long journalOffset) {
        this.folder = folder;
        this.worker = worker;
        this.journalOffset = journalOffset;
    }

    /// Takes the folder for this process; its launcher may have taken it in this process's name.
    ///
    /// @throws UserError where another worker that lives holds it, or where the folder cannot be written
    public static Lease acquire(RunFolder folder) {
        var lease = new Lease(folder, ProcessIdentity.current(), JournalReader.wholeBytes(folder));
        claim(folder, lease.worker, lease.journalOffset);
        var _ = lease.heart.scheduleAtFixedRate(lease::beat, HEARTBEAT_MILLIS, HEARTBEAT_MILLIS, TimeUnit.MILLISECONDS);
        return lease;
    }

    /// Takes the folder for `worker`, without a heartbeat: for the launcher, so that the run is seen to start before
    /// its worker can say so.
    ///
    /// @param journalOffset the journal's length in whole lines before the worker was started
    /// @throws UserError where another worker that lives holds it, or where the folder cannot be written
    public static void claim(RunFolder folder, ProcessIdentity worker, long journalOffset) {
        requireFree(folder, Optional.of(worker));
        try {
            AtomicFile.write(
                    folder.lease(), RunJson.compact(LeaseRecord.now(worker, journalOffset, Clock.systemUTC())));
        } catch (IOException e) {
            throw new UserError(
                    "%s cannot be written, so the run cannot start: %s. Is the disk full, the folder read-only?"
                            .formatted(folder.lease(), e.getMessage()),
                    e);
        }
    }

    /// What to do, once, on the heartbeat's thread, where the journal, which is there by now, is no longer: somebody
    /// has removed or renamed the folder. What the worker still writes would be lost, or make half a folder in the
    /// old place.
    public void whenRemoved(Runnable action) {
        removed = Optional.of(action);
    }

    /// Checks that nobody runs this run.
    ///
    /// @throws UserError where a worker holds the folder and lives
    public static void requireFree(RunFolder folder) {
        requireFree(folder, Optional.empty());
    }

    private static void requireFree(RunFolder folder, Optional<ProcessIdentity> welcome) {
        LeaseRecord.read(folder)
                .filter(held -> welcome.filter(held.worker()::isSameAs).isEmpty())
                .filter(held -> Liveness.of(Optional.of(held)).present())
                .ifPresent(held -> {
                    throw new UserError(("%s: its worker is running (process %d on %s, last sign of life %s)."
                                    + " Follow it with attach, or stop it first.")
                            .formatted(folder.path(), held.pid(), held.host(), held.heartbeat()));
                });
    }

    /// A run does not end because its sign of life cannot be written: on this machine its process still tells.
    private void beat() {
        if (removed.isPresent() && Files.notExists(folder.journal())) {
            heart.shutdown();
            removed.get().run();
            return;
        }
        try {
            AtomicFile.write(folder.lease(), RunJson.compact(LeaseRecord.now(worker, journalOffset, clock)));
            told = false;
        } catch (IOException e) {
            if (!told) {
                LOG.warn("The heartbeat in {} cannot be written; it is tried again each second", folder.lease(), e);
                told = true;
            }
        }
    }

    /// Ends the heartbeat and gives the folder back.
    @Override
    public void close() {
        heart.shutdown();
        try {
            if (!heart.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("The heartbeat of {} hangs", folder.lease());
            }
            if (LeaseRecord.read(folder)
                    .filter(held -> held.worker().isSameAs(worker))
                    .isPresent()) {
                Files.deleteIfExists(folder.lease());
            }
        } catch (IOException e) {
            LOG.warn("{} could not be removed; it is void once this process ends", folder.lease(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
