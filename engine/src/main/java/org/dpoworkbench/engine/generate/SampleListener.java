package org.dpoworkbench.engine.generate;

/// Hears of every token as it is drawn.
@FunctionalInterface
public interface SampleListener {
    SampleListener NONE = (prompt, token) -> {};

    /// @param prompt number of the prompt, from 0
    void drawn(int prompt, int token);
}
