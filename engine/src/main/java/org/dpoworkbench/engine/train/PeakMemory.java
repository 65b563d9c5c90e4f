package org.dpoworkbench.engine.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/// This process' peak resident memory, where the system tells it.
final class PeakMemory {
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
            return OptionalDouble.empty();
        }
    }
}
