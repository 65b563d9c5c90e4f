package org.dpoworkbench.engine.data;

import java.util.List;

/// Token lengths of the completions in use and their prompts, before any cut, end tokens included.
public record CompletionStatistics(int completions, LengthSummary prompt, LengthSummary completion)
        implements LengthStatistics {

    static CompletionStatistics of(List<Lengths> completions) {
        return new CompletionStatistics(
                completions.size(),
                LengthSummary.of(completions.stream().mapToInt(Lengths::prompt).toArray()),
                LengthSummary.of(completions.stream().mapToInt(Lengths::chosen).toArray()));
    }
}
