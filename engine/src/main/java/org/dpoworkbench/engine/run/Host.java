package org.dpoworkbench.engine.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/// The name of this machine, as leases and journals tell it.
public final class Host {
    private static final String NAME = find();

    private Host() {}

    public static String name() {
        return NAME;
    }

    /// Asks the system rather than the name service where it can: a lookup may take seconds.
    private static String find() {
        Path linux = Path.of("/proc/sys/kernel/hostname");
        String windows = System.getenv("COMPUTERNAME");
        try {
            if (Files.isReadable(linux)) {
                return Files.readString(linux).strip();
            }
            return windows != null ? windows : InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            throw new UncheckedIOException("This machine's name cannot be found", e);
        }
    }
}
