package org.dpoworkbench.engine.generate;

import java.util.Set;
import org.dpoworkbench.engine.config.SamplingConfig;

/// How completions are sampled.
///
/// @param seed      of the draws; prompt i has a stream of its own
/// @param endTokens tokens that end a completion
public record SamplingSettings(SamplingConfig config, long seed, Set<Integer> endTokens) {
    public SamplingSettings {
        endTokens = Set.copyOf(endTokens);
    }

    /// Cap of a completion, its end token included.
    public int maxNewTokens() {
        return config.maxNewTokens();
    }
}
