package org.dpoworkbench.engine.progress;

/// Hears how far a long piece of work is, and may end it.
@FunctionalInterface
public interface Progress {
    Progress NONE = (phase, done, total) -> {};

    /// Called often and cheaply from the working thread.
    ///
    /// @param total 0 where it is not known
    /// @throws java.util.concurrent.CancellationException to end the work
    void at(String phase, long done, long total);
}
