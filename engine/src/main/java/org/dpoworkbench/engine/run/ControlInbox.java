package org.dpoworkbench.engine.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The worker's side of the file `control`.
public final class ControlInbox {
    private static final Logger LOG = LoggerFactory.getLogger(ControlInbox.class);
    private static final long LOOK_EVERY_NANOS = 10_000_000;
    /// File times may be this coarse: a file that changed less than this ago is read although its time is the same.
    private static final long RECENT_MILLIS = 3000;

    private final RunFolder folder;
    private final File file;
    private final AtomicBoolean stopBySignal = new AtomicBoolean();
    private long lastLook = System.nanoTime() - LOOK_EVERY_NANOS;
    private long lastModifiedMillis;
    private String lastId = "";

    public ControlInbox(RunFolder folder) {
        this.folder = folder;
        this.file = folder.control().toFile();
    }

    /// The request that came since the last call, each once. Cheap enough for every step: it looks at the file's
    /// time at most a hundred times a second. Called from one thread.
    public Optional<ControlRequest> poll() {
        if (stopBySignal.getAndSet(false)) {
            return Optional.of(new ControlRequest(ControlRequest.BY_SIGNAL, ControlRequest.Kind.STOP));
        }
        long now = System.nanoTime();
        if (now - lastLook < LOOK_EVERY_NANOS) {
            return Optional.empty();
        }
        lastLook = now;
        long modifiedMillis = file.lastModified();
        boolean changed = modifiedMillis != lastModifiedMillis;
        boolean recent = System.currentTimeMillis() - modifiedMillis < RECENT_MILLIS;
        if (modifiedMillis == 0 || !(changed || recent)) {
            return Optional.empty();
        }
        lastModifiedMillis = modifiedMillis;
        Optional<ControlRequest> request = read(changed).filter(r -> !r.id().equals(lastId));
        request.ifPresent(r -> lastId = r.id());
        return request;
    }

    /// Asks for a stop from inside the process; safe from any thread, a signal handler's too.
    public void requestStop() {
        stopBySignal.set(true);
    }

    /// A request that cannot be read does not end the run.
    private Optional<ControlRequest> read(boolean firstLook) {
        try {
            return Optional.of(
                    RunJson.parse(Files.readAllBytes(folder.control()), ControlRequest.class, folder.control()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            if (firstLook) {
                LOG.warn("A request to this worker is ignored, as it cannot be read: {}", e.getMessage());
            }
            return Optional.empty();
        }
    }
}
