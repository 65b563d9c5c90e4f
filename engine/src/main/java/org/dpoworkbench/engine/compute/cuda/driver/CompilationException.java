package org.dpoworkbench.engine.compute.cuda.driver;

/// The run-time compiler refused.
public final class CompilationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// @param what   was compiled or called
    /// @param reason the compiler's name for it
    /// @param log    what it said; may be empty
    CompilationException(String what, String reason, String log) {
        super("NVRTC refused " + what + ": " + reason + (log.isEmpty() ? "" : "\n" + log));
    }
}
