package org.dpoworkbench.engine.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.journal.JournalWriter;
import org.dpoworkbench.engine.run.ControlInbox;
import org.dpoworkbench.engine.run.ControlRequest;
import org.dpoworkbench.engine.run.Lease;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;

/// A worker that trains nothing: it keeps lease and journal and answers requests, a step each few milliseconds, until
/// it is stopped.
public final class FakeWorker {
    private FakeWorker() {}

    public static void main(String[] arguments) throws Exception {
        RunFolder folder = new RunFolder(Path.of(arguments[0]));
        ControlInbox control = new ControlInbox(folder);
        WorkerSignals.onStop(control::requestStop);
        System.err.println("the fake worker begins");
        try (Lease lease = Lease.acquire(folder);
                JournalWriter journal = JournalWriter.open(folder)) {
            lease.whenRemoved(() -> Runtime.getRuntime().halt(1));
            journal.append(new Event.Started(ProcessHandle.current().pid(), "here", 0));
            train(folder, control, journal);
        }
    }

    private static void train(RunFolder folder, ControlInbox control, JournalWriter journal) throws Exception {
        boolean paused = false;
        int step = 0;
        while (true) {
            Optional<ControlRequest> request = control.poll();
            if (request.isPresent()) {
                Optional<String> id = request.map(ControlRequest::id);
                switch (request.get().kind()) {
                    case PAUSE -> {
                        paused = true;
                        journal.append(new Event.State(RunState.PAUSED, id));
                    }
                    case RESUME -> {
                        paused = false;
                        journal.append(new Event.State(RunState.RUNNING, id));
                    }
                    case CHECKPOINT -> journal.append(new Event.Checkpoint(step, "checkpoints/" + step));
                    case STOP -> {
                        journal.append(new Event.State(RunState.STOPPED, id));
                        return;
                    }
                }
            }
            if (!paused) {
                journal.append(new Event.Step(++step, Map.of("loss", 1.0 / step)));
            }
            if (Files.exists(folder.path().resolve("break"))) {
                throw new IllegalStateException("told to break");
            }
            Thread.sleep(2);
        }
    }
}
