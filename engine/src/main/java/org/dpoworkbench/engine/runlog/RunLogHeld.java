package org.dpoworkbench.engine.runlog;

import java.nio.file.Path;
import java.util.Optional;
import org.dpoworkbench.engine.problem.UserError;

/// Another process holds the run log. What it would tell is in the journals as well.
public final class RunLogHeld extends UserError {
    private static final long serialVersionUID = 1L;

    private final String owner;

    /// @param owner who holds it, as far as that is known
    public RunLogHeld(Path runLog, Optional<String> owner, Throwable cause) {
        super(
                ("This project is open in another window or command: its run log %s is in use by %s."
                                + " Close it there, or go on without: the runs' journals can be read beside it.")
                        .formatted(runLog, owner.orElse("another process")),
                cause);
        this.owner = owner.orElse("another process");
    }

    /// Who holds it, as far as that is known: `process 4711 on laptop since 2026-11-21T14:32:05Z`.
    public String owner() {
        return owner;
    }
}
