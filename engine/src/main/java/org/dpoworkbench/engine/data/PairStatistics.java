package org.dpoworkbench.engine.data;

import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// Token lengths of the pairs in use, before any cut, end tokens included.
///
/// @param gap            chosen less rejected
/// @param longerIsBetter share of pairs in which a judge that prefers the longer answer is right; equal lengths count
///                       half
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record PairStatistics(
        int pairs,
        LengthSummary prompt,
        LengthSummary chosen,
        LengthSummary rejected,
        LengthSummary gap,
        double longerIsBetter)
        implements LengthStatistics {

    /// Counts over pairs.
    ///
    /// @param pairs at least one
    public static PairStatistics of(List<Lengths> pairs) {
        return new PairStatistics(
                pairs.size(),
                LengthSummary.of(pairs.stream().mapToInt(Lengths::prompt).toArray()),
                LengthSummary.of(pairs.stream().mapToInt(Lengths::chosen).toArray()),
                LengthSummary.of(pairs.stream().mapToInt(Lengths::rejected).toArray()),
                LengthSummary.of(
                        pairs.stream().mapToInt(p -> p.chosen() - p.rejected()).toArray()),
                pairs.stream()
                        .mapToDouble(p -> 0.5 + 0.5 * Integer.signum(p.chosen() - p.rejected()))
                        .average()
                        .orElseThrow());
    }
}
