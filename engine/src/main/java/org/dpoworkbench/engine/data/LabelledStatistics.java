package org.dpoworkbench.engine.data;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// Token lengths of labelled completions and their prompts, before any cut, end tokens included.
///
/// @param wanted         how many are labelled as wanted
/// @param unwanted       how many as not
/// @param wantedLength   absent where none is
/// @param unwantedLength absent where none is
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record LabelledStatistics(
        int wanted,
        int unwanted,
        LengthSummary prompt,
        Optional<LengthSummary> wantedLength,
        Optional<LengthSummary> unwantedLength)
        implements LengthStatistics {

    static LabelledStatistics of(List<Lengths> completions) {
        int[] wanted = completions.stream()
                .mapToInt(Lengths::chosen)
                .filter(length -> length > 0)
                .toArray();
        int[] unwanted = completions.stream()
                .mapToInt(Lengths::rejected)
                .filter(length -> length > 0)
                .toArray();
        return new LabelledStatistics(
                wanted.length,
                unwanted.length,
                LengthSummary.of(completions.stream().mapToInt(Lengths::prompt).toArray()),
                summary(wanted),
                summary(unwanted));
    }

    private static Optional<LengthSummary> summary(int[] lengths) {
        return lengths.length == 0 ? Optional.empty() : Optional.of(LengthSummary.of(lengths));
    }
}
