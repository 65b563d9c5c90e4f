package org.dpoworkbench.engine.generate;

/// How much was sampled in which time. Prompts are computed many tokens at a time, and each gives its
/// completion's first token; new tokens are those after it, computed one by one.
///
/// @param promptSeconds wall time of computing prompts
/// @param newSeconds    wall time of all that came after them
public record SamplingSpeed(long promptTokens, double promptSeconds, long newTokens, double newSeconds) {
    public static final SamplingSpeed NONE = new SamplingSpeed(0, 0, 0, 0);

    public SamplingSpeed plus(SamplingSpeed other) {
        return new SamplingSpeed(
                promptTokens + other.promptTokens,
                promptSeconds + other.promptSeconds,
                newTokens + other.newTokens,
                newSeconds + other.newSeconds);
    }
}
