package org.dpoworkbench.engine.worker;

import java.io.IOException;
import java.nio.file.Path;
import org.dpoworkbench.engine.compute.cuda.driver.CudaException;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.RunConfigFile;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.journal.JournalWriter;
import org.dpoworkbench.engine.journal.RunHistory;
import org.dpoworkbench.engine.launch.WorkerSignals;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.ControlInbox;
import org.dpoworkbench.engine.run.Lease;
import org.dpoworkbench.engine.run.RunFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The worker process: trains one run, writes its folder and nothing else.
public final class WorkerMain {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerMain.class);
    private static final int FAILED = 1;

    private WorkerMain() {}

    /// Called by the launcher.
    ///
    /// @param arguments the run folder
    public static void main(String[] arguments) {
        RunFolder folder = new RunFolder(Path.of(arguments[0]));
        ControlInbox inbox = new ControlInbox(folder);
        WorkerSignals.onStop(inbox::requestStop);
        int exit = 0;
        try (Lease lease = Lease.acquire(folder)) {
            RunHistory before = RunHistory.read(folder);
            try (JournalWriter journal = JournalWriter.open(folder)) {
                lease.whenRemoved(() -> endAtOnce(folder));
                exit = run(folder, before, journal, inbox);
            }
        } catch (UserError e) {
            LOG.error("{}", e.getMessage());
            exit = FAILED;
        }
        System.exit(exit);
    }

    /// Without another checkpoint, which would bring half the folder back.
    private static void endAtOnce(RunFolder folder) {
        LOG.error("{} was removed or renamed while the run went on, so the run ends", folder.path());
        Runtime.getRuntime().halt(FAILED);
    }

    /// Runs to an end that the journal tells; the exit code.
    ///
    /// @param before what the journal told before it was opened for writing
    static int run(RunFolder folder, RunHistory before, JournalWriter journal, ControlInbox inbox) {
        try {
            RunConfig config = RunConfigFile.read(folder.config());
            new TrainingRun(folder, config, before, journal, inbox).run();
            return 0;
        } catch (UserError e) {
            LOG.error("{}", e.getMessage());
            return fail(journal, e.getMessage());
        } catch (CudaException e) {
            LOG.error("The card failed", e);
            return fail(journal, CardFailure.told(e));
        } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
            LOG.error("The run ends because of an error in the program", e);
            return fail(journal, "An error in the program ended the run: " + e + ". The log has the details.");
        }
    }

    private static int fail(JournalWriter journal, String message) {
        journal.append(new Event.Failed(journal.lastStep(), message));
        return FAILED;
    }
}
