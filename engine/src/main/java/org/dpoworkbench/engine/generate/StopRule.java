package org.dpoworkbench.engine.generate;

/// Says where a completion ends besides at its end tokens.
@FunctionalInterface
public interface StopRule {
    StopRule NONE = (tokens, length) -> false;

    /// Whether the text ends with its newest token.
    ///
    /// @param tokens of prompt and completion; the first `length` of them count
    boolean isMet(int[] tokens, int length);
}
