package org.dpoworkbench.engine.runlog;

import java.nio.file.Path;
import java.util.Optional;
import org.dpoworkbench.engine.problem.UserError;

/// Another process holds the run log. What it would tell is in the journals as well.
public final class RunLogHeld extends UserError {
    private static final long serialVersionUID = 1L;

    /// @param owner who holds it, as far as that is known
    public RunLogHeld(Path runLog, Optional<String> owner, Throwable cause) {
        super(
                ("The run log %s is in use by %s: the project is open in another window or command."
                                + " Close it there, or go on without: the runs' journals can be read beside it.")
                        .formatted(runLog, owner.orElse("another process")),
                cause);
    }
}
