package org.dpoworkbench.engine.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// One process of one machine. A process id alone is given to a new process sooner or later; with its start instant it
/// is not.
///
/// @param start when the process started, to the millisecond
public record ProcessIdentity(String host, long pid, Instant start) {
    /// The system computes start instants from its boot time, which moves a little when the clock is set.
    private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

    public static ProcessIdentity current() {
        return of(ProcessHandle.current());
    }

    /// A process of this machine; one that has ended just now gets the present as its start.
    public static ProcessIdentity of(ProcessHandle process) {
        Instant start = process.info().startInstant().orElseGet(Instant::now);
        return new ProcessIdentity(Host.name(), process.pid(), start.truncatedTo(ChronoUnit.MILLIS));
    }

    public boolean isOnThisHost() {
        return host.equals(Host.name());
    }

    /// Whether both are the same process, whichever JVM computed their start instants.
    public boolean isSameAs(ProcessIdentity other) {
        return host.equals(other.host)
                && pid == other.pid
                && Duration.between(start, other.start).abs().compareTo(START_TOLERANCE) < 0;
    }

    /// Whether this very process of this machine is there and no other has taken its id.
    public boolean isRunning() {
        return isOnThisHost()
                && !isZombie()
                && ProcessHandle.of(pid)
                        .filter(ProcessHandle::isAlive)
                        .filter(process -> isSameAs(of(process)))
                        .isPresent();
    }

    /// A process that was killed remains as a zombie until its parent asks for the exit code; in a container
    /// whose first process never asks, for good.
    private boolean isZombie() {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        try {
            String line = Files.readString(stat);
            int state = line.lastIndexOf(')') + 2;
            return state < line.length() && "ZX".indexOf(line.charAt(state)) >= 0;
        } catch (IOException _) {
            return false; // no such process or no such file system: the process table decides
        }
    }
}
