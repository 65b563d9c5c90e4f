package org.dpoworkbench.engine.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This process' peak resident memory, where the system tells it.
final class PeakMemory {
    private static final Logger LOG = LoggerFactory.getLogger(PeakMemory.class);
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String PEAK = "VmHWM:";
    private static final long LOOK_EVERY_NANOS = 1_000_000_000L;

    private long lastLook;
    private OptionalDouble last = OptionalDouble.empty();

    /// In MiB; looked up once a second at most.
    OptionalDouble mebibytes() {
        long now = System.nanoTime();
        if (last.isEmpty() || now - lastLook > LOOK_EVERY_NANOS) {
            last = look();
            lastLook = now;
        }
        return last;
    }

    private static OptionalDouble look() {
        if (!Files.isReadable(STATUS)) {
            return OptionalDouble.empty();
        }
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(PEAK))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                    .findFirst();
        } catch (IOException e) {
            LOG.warn("The peak memory is left out of this record: {} cannot be read", STATUS, e);
            return OptionalDouble.empty();
        }
    }
}
