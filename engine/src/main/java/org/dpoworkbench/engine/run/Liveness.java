package org.dpoworkbench.engine.run;

import java.time.Clock;
import java.util.Optional;

/// Whether a run folder has a worker.
public enum Liveness {
    /// A worker holds the lease and gives signs of life.
    ALIVE,
    /// The worker's process is there and says nothing: suspended, or on a machine without memory.
    SILENT,
    /// The lease is of a worker that is no more.
    GONE,
    /// Nobody holds a lease.
    NONE;

    /// Whether a process is there that may write into the folder.
    public boolean present() {
        return switch (this) {
            case ALIVE, SILENT -> true;
            case GONE, NONE -> false;
        };
    }

    public static Liveness of(RunFolder folder) {
        return of(LeaseRecord.read(folder));
    }

    static Liveness of(Optional<LeaseRecord> lease) {
        return lease.map(held -> held.liveness(Clock.systemUTC())).orElse(NONE);
    }
}
