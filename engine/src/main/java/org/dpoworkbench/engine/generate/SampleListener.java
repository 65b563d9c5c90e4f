package org.dpoworkbench.engine.generate;

/// Hears of every token as it is drawn.
@FunctionalInterface
public interface SampleListener {
    SampleListener NONE = (prompt, token) -> true;

    /// @param prompt number of the prompt, from 0
    /// @return whether this completion is to go on
    boolean drawn(int prompt, int token);
}
