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
    private long told = System.nanoTime();
    private String toldPhase = "";
    private boolean stopping;
    private boolean checkpointWanted;

    WorkerControl(JournalWriter journal, ControlInbox inbox) {
        this.journal = journal;
        this.inbox = inbox;
    }

    /// Takes the requests that have come; waits where one is to pause.
    void obey() {
        Optional<ControlRequest> request = inbox.poll();
        if (request.isPresent()) {
            obey(request.get());
        }
    }

    private void obey(ControlRequest request) {
        switch (request.kind()) {
            case PAUSE -> pause(request);
            case RESUME -> journal.append(new Event.State(RunState.RUNNING, Optional.of(request.id())));
            case STOP -> stopping = true;
            case CHECKPOINT -> checkpointWanted = true;
        }
    }

    private void pause(ControlRequest request) {
        journal.append(new Event.State(RunState.PAUSED, Optional.of(request.id())));
        while (!stopping) {
            Optional<ControlRequest> next = inbox.poll();
            if (next.isPresent() && next.get().kind() != ControlRequest.Kind.PAUSE) {
                obey(next.get());
                if (next.get().kind() == ControlRequest.Kind.RESUME) {
                    return;
                }
            }
            sleep();
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
        return stopping;
    }

    /// Whether a checkpoint was asked for since the last call.
    boolean takeCheckpointWish() {
        boolean wanted = checkpointWanted;
        checkpointWanted = false;
        return wanted;
    }

    @Override
    public void at(String phase, long done, long total) {
        tell(phase, done, total, "pairs");
    }

    /// As this, for work that counts something other than pairs.
    Progress counting(String unit) {
        return (phase, done, total) -> tell(phase, done, total, unit);
    }

    private void tell(String phase, long done, long total, String unit) {
        obey();
        if (stopping) {
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
