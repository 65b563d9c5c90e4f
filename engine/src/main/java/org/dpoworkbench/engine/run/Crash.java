package org.dpoworkbench.engine.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.journal.JournalReader;
import org.dpoworkbench.engine.journal.JournalWriter;
import org.dpoworkbench.engine.problem.UserError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A worker that ended without a word, told in its stead.
///
/// A crash is a fact of journal and lease together: see [RunStatus]. Whoever finds one and is sure also writes it down:
/// a `warning` with code `crashed`, which says what is known, and a `state` line. A worker of another machine is never
/// surely gone, as silence may be the network's, so its crash stays computed. The last lines of the log are not copied:
/// they stay in `log.txt`.
public final class Crash {
    private static final Logger LOG = LoggerFactory.getLogger(Crash.class);

    private static final Duration ABANDONED = Duration.ofSeconds(5);

    private Crash() {}

    /// Writes the crash into the journal, once, if there is one and it is certain.
    ///
    /// @param exitCode the worker's, where it was a child of this process
    /// @return whether this call wrote it
    public static boolean record(RunFolder folder, OptionalInt exitCode) {
        long journalBytes = JournalReader.wholeBytes(folder);
        RunStatus status = RunStatus.of(folder);
        if (status.state() != RunState.CRASHED || !isCertain(folder) || isWritten(folder)) {
            return false;
        }
        String message = describe(folder, exitCode);
        try (JournalWriter journal = JournalWriter.open(folder)) {
            if (journal.length() != journalBytes) {
                return false; // another finder was quicker
            }
            journal.append(new Event.Warning(status.step(), Event.Warning.CRASHED, message));
            journal.append(new Event.State(RunState.CRASHED, Optional.empty()));
            return true;
        } catch (UserError e) {
            LOG.warn("The crash of {} cannot be written down: {}", folder.path(), e.getMessage());
            return false;
        }
    }

    /// Writes the crash of a worker down that has been gone for some seconds: whoever started it comes first, as
    /// it knows the exit code.
    public static boolean recordAbandoned(RunFolder folder) {
        boolean recent = LeaseRecord.read(folder)
                .filter(lease -> lease.heartbeat().isAfter(Instant.now().minus(ABANDONED)))
                .isPresent();
        return !recent && record(folder, OptionalInt.empty());
    }

    /// What is known of the crash, for the user.
    static String describe(RunFolder folder, OptionalInt exitCode) {
        int step = RunStatus.lastStep(folder);
        String worker = LeaseRecord.read(folder)
                .map(lease -> "process %d on %s, last sign of life %s"
                        .formatted(lease.pid(), lease.host(), lease.heartbeat()))
                .orElse("its lease is gone too");
        String exit = exitCode.isPresent() ? ", exit code " + ExitCode.describe(exitCode.getAsInt()) : "";
        return ("The worker crashed after step %d: it ended without a word (%s)%s. The end of %s may say why."
                        + " Continue from the newest checkpoint with --resume.")
                .formatted(step, worker, exit, folder.log());
    }

    private static boolean isWritten(RunFolder folder) {
        return RunStatus.told(folder, LeaseRecord.read(folder))
                .filter(RunState::ended)
                .isPresent();
    }

    private static boolean isCertain(RunFolder folder) {
        return LeaseRecord.read(folder)
                .map(lease -> lease.worker().isOnThisHost())
                .orElse(true);
    }
}
