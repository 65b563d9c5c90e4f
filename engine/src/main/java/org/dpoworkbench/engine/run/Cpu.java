package org.dpoworkbench.engine.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The processor's name, as far as the system tells it without help.
final class Cpu {
    private static final Path LINUX = Path.of("/proc/cpuinfo");

    private Cpu() {}

    static String name() {
        return linux().or(() -> Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER")))
                .orElseGet(() -> System.getProperty("os.arch"));
    }

    private static Optional<String> linux() {
        if (!Files.isReadable(LINUX)) {
            return Optional.empty();
        }
        try {
            return Files.readString(LINUX)
                    .lines()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException _) {
            return Optional.empty(); // the name is for the reader's information only
        }
    }
}
