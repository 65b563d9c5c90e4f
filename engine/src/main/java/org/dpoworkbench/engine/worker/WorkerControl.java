package org.dpoworkbench.engine.worker;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.journal.JournalWriter;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.run.ControlInbox;
import org.dpoworkbench.engine.run.ControlRequest;
import org.dpoworkbench.engine.run.RunState;

/// Obeys requests between steps and within long preparations, and tells the journal how far those are.
final class WorkerControl implements Progress {
    private static final long LOOK_AGAIN_MILLIS = 50;
    private static final long TELL_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final JournalWriter journal;
    private final ControlInbox inbox;
    private final String examples;
    private long told = System.nanoTime();
    private String toldPhase = "";
    private Optional<ControlRequest> stop = Optional.empty();
    private boolean paused;
    private boolean checkpointWanted;

    /// @param examples what the run learns from, in words: what passes count
    WorkerControl(JournalWriter journal, ControlInbox inbox, String examples) {
        this.journal = journal;
        this.inbox = inbox;
        this.examples = examples;
    }

    /// Between two steps: takes the requests that have come. While the run is to pause it waits, until it may go on or
    /// there is a stop or a checkpoint to attend to.
    void obey() {
        listen();
        while (paused && !stopping() && !checkpointWanted) {
            sleep();
            listen();
        }
    }

    private void listen() {
        inbox.poll().ifPresent(this::take);
    }

    private void take(ControlRequest request) {
        switch (request.kind()) {
            case PAUSE -> {
                paused = true;
                journal.append(new Event.State(RunState.PAUSED, Optional.of(request.id())));
            }
            case RESUME -> {
                paused = false;
                journal.append(new Event.State(RunState.RUNNING, Optional.of(request.id())));
            }
            case STOP -> stop = Optional.of(request);
            case CHECKPOINT -> checkpointWanted = true;
        }
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    /// Whether a stop was asked for.
    boolean stopping() {
        return stop.isPresent();
    }

    /// What the run becomes by a stop, with the request that it acknowledges.
    Event.State stopped() {
        return new Event.State(RunState.STOPPED, stop.map(ControlRequest::id));
    }

    /// Whether a checkpoint was asked for since the last call.
    boolean takeCheckpointWish() {
        boolean wanted = checkpointWanted;
        checkpointWanted = false;
        return wanted;
    }

    @Override
    public void at(String phase, long done, long total) {
        tell(phase, done, total, examples);
    }

    /// As this, for work that counts something other than examples.
    Progress counting(String unit) {
        return (phase, done, total) -> tell(phase, done, total, unit);
    }

    private void tell(String phase, long done, long total, String unit) {
        listen();
        while (paused && !stopping()) {
            sleep();
            listen();
        }
        if (stopping()) {
            throw new CancellationException("stopped during " + phase);
        }
        long now = System.nanoTime();
        boolean first = !phase.equals(toldPhase);
        boolean last = total > 0 && done == total;
        if (first || last || now - told > TELL_EVERY_NANOS) {
            journal.append(new Event.Progress(phase, done, total, unit));
            told = now;
            toldPhase = phase;
        }
    }
}
