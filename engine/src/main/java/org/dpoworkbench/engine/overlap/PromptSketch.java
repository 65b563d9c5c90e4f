package org.dpoworkbench.engine.overlap;

/// A prompt in 256 bytes, from which the likeness of two prompts is told without their texts.
///
/// @param values (128) low bits of the least hash of each bin
/// @param bands  (32) hashes of four whole values each: prompts that are alike share one, all but surely
@SuppressWarnings("ArrayRecordComponent") // nobody writes to them
public record PromptSketch(byte[] values, int[] bands) {
    /// The share of their runs that two prompts have in common, estimated with a standard deviation of at most 0.045:
    /// of bins that agree, less the one in 256 that agree by chance (Li and König 2010, arXiv 0910.3349).
    public double likeness(PromptSketch other) {
        int same = 0;
        for (int i = 0; i < values.length; i++) {
            same += values[i] == other.values[i] ? 1 : 0;
        }
        double chance = 1.0 / 256;
        return Math.max(0, ((double) same / values.length - chance) / (1 - chance));
    }
}
