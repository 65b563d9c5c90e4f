package org.dpoworkbench.engine.generate;

import java.util.Set;
import org.dpoworkbench.engine.problem.Problems;

/// How completions are sampled.
///
/// @param maxNewTokens cap of a completion, its end token included
/// @param temperature  0: always the likeliest token
/// @param seed         of the draws; prompt i has a stream of its own
/// @param endTokens    tokens that end a completion
public record SamplingSettings(int maxNewTokens, double temperature, long seed, Set<Integer> endTokens) {
    public SamplingSettings {
        endTokens = Set.copyOf(endTokens);
        Problems.in("sampling")
                .check(maxNewTokens >= 1, "max_new_tokens must be >= 1, is %s", maxNewTokens)
                .check(temperature >= 0 && Double.isFinite(temperature), "temperature must be >= 0, is %s", temperature)
                .throwIfAny();
    }
}
