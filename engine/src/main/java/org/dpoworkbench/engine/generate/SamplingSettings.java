package org.dpoworkbench.engine.generate;

import java.util.Set;
import org.dpoworkbench.engine.config.SamplingConfig;

/// How completions are sampled.
///
/// @param config    its stop texts are `stop`'s affair
/// @param seed      of the draws; prompt i has a stream of its own
/// @param endTokens tokens that end a completion
public record SamplingSettings(SamplingConfig config, long seed, Set<Integer> endTokens, StopRule stop) {
    public SamplingSettings {
        endTokens = Set.copyOf(endTokens);
    }

    /// Without stop texts.
    public SamplingSettings(SamplingConfig config, long seed, Set<Integer> endTokens) {
        this(config, seed, endTokens, StopRule.NONE);
    }

    /// Cap of a completion, its end token included.
    public int maxNewTokens() {
        return config.maxNewTokens();
    }
}
