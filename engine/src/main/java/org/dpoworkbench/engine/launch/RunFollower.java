package org.dpoworkbench.engine.launch;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.dpoworkbench.engine.journal.Entry;
import org.dpoworkbench.engine.journal.JournalReader;
import org.dpoworkbench.engine.run.Control;
import org.dpoworkbench.engine.run.ControlRequest;
import org.dpoworkbench.engine.run.Crash;
import org.dpoworkbench.engine.run.Liveness;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;
import org.dpoworkbench.engine.run.RunStatus;

/// Follows a run by its journal until it ends, from whatever process, and passes on what the user asks of it.
///
/// A worker that is found gone without a word has its crash written down, see [Crash].
public final class RunFollower {
    private static final long POLL_MILLIS = 50;
    /// How long a worker may take to exit after it has told its end.
    private static final Duration EXIT = Duration.ofSeconds(30);

    private final RunFolder folder;
    private final Optional<Worker> worker;
    private final CountDownLatch detached = new CountDownLatch(1);

    private RunFollower(RunFolder folder, Optional<Worker> worker) {
        this.folder = folder;
        this.worker = worker;
    }

    /// Follows a worker that this process started.
    public static RunFollower of(Worker worker) {
        return new RunFollower(worker.folder(), Optional.of(worker));
    }

    /// Follows a run whoever started it.
    public static RunFollower attach(RunFolder folder) {
        return new RunFollower(folder, Optional.empty());
    }

    /// Hands every entry of the journal to `listener`, from the first on, on the calling thread, until the run has
    /// ended, nobody runs it, or [#detach] is called.
    public RunOutcome follow(Consumer<Entry> listener) throws InterruptedException {
        long offset = 0;
        RunState told = RunState.QUEUED;
        long lastWord = System.nanoTime();
        while (true) {
            boolean present = isWorkerPresent(); // before reading: what it wrote last is then read
            JournalReader.Batch batch = JournalReader.read(folder, offset);
            for (Entry entry : batch.entries()) {
                told = entry.event().impliedState().orElse(told);
                listener.accept(entry);
            }
            if (batch.offset() != offset) {
                offset = batch.offset();
                lastWord = System.nanoTime();
                continue;
            }
            if (!present || (told.ended() && quietSince(lastWord).compareTo(EXIT) > 0 && hasEnded())) {
                return conclude(listener, offset);
            }
            if (detached.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                return outcome();
            }
        }
    }

    /// Ends [#follow] soon, from another thread; the run goes on.
    public void detach() {
        detached.countDown();
    }

    /// Asks for a stop with a checkpoint; returns the request's id, which the journal's acknowledgement names.
    public String requestStop() {
        return Control.request(folder, ControlRequest.Kind.STOP);
    }

    /// Asks the worker to hold after its step.
    public String requestPause() {
        return Control.request(folder, ControlRequest.Kind.PAUSE);
    }

    /// Asks a paused worker to go on.
    public String requestResume() {
        return Control.request(folder, ControlRequest.Kind.RESUME);
    }

    /// Asks for a checkpoint now; the run goes on.
    public String requestCheckpoint() {
        return Control.request(folder, ControlRequest.Kind.CHECKPOINT);
    }

    private boolean isWorkerPresent() {
        return worker.map(Worker::isAlive).orElseGet(() -> Liveness.of(folder).present());
    }

    /// Not so where the end is an earlier worker's and the present one has said nothing yet.
    private boolean hasEnded() {
        return RunStatus.of(folder).state().ended();
    }

    private static Duration quietSince(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    private RunOutcome conclude(Consumer<Entry> listener, long offset) {
        if (offset > 0 && Files.notExists(folder.journal())) {
            return removed();
        }
        if (Crash.record(folder, exitCode())) {
            JournalReader.read(folder, offset).entries().forEach(listener);
        }
        return outcome();
    }

    private RunOutcome removed() {
        String why = ("%s was removed or renamed while the run went on, so the run ended. Where it was renamed,"
                        + " --resume continues it under its new name, from its last checkpoint.")
                .formatted(folder.path());
        return new RunOutcome(RunState.CRASHED, exitCode(), Optional.of(why), List.of());
    }

    private OptionalInt exitCode() {
        return worker.map(Worker::exitCode).orElse(OptionalInt.empty());
    }

    private RunOutcome outcome() {
        RunStatus status = RunStatus.of(folder);
        return new RunOutcome(status.state(), exitCode(), status.failure(), status.lastLog());
    }
}
