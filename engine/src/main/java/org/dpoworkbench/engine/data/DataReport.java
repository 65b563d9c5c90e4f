package org.dpoworkbench.engine.data;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// What became of every record, and what is worth knowing about those in use.
///
/// @param kind             what the records were read as; "pairs" below are completions where it says so
/// @param trainPairs       pairs to train on
/// @param heldOutPairs     pairs held out
/// @param maxLength        in tokens, prompt and one completion together
/// @param maxLengthDefault whether that is the default, min(1024, the model's context)
/// @param findings         pairs counted by [Finding]'s text, those that occur
/// @param dropped          the first dropped pairs of each reason
/// @param refused          the first records that cannot be read
/// @param warnings         sentences
/// @param statistics       absent where no pair is left
/// @param examples         the first pairs of findings that say what a pair is like
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record DataReport(
        RecordKind kind,
        List<SourceReport> sources,
        int trainPairs,
        int heldOutPairs,
        int maxLength,
        boolean maxLengthDefault,
        Map<String, Integer> findings,
        List<RecordProblem> dropped,
        List<RecordProblem> refused,
        List<String> warnings,
        Optional<LengthStatistics> statistics,
        List<FindingExample> examples) {
    public DataReport {
        sources = List.copyOf(sources);
        examples = examples == null ? List.of() : List.copyOf(examples); // a record of an earlier version
        dropped = List.copyOf(dropped);
        refused = List.copyOf(refused);
        warnings = List.copyOf(warnings);
        findings = Collections.unmodifiableMap(new TreeMap<>(findings));
    }

    public int refusedCount() {
        return sources.stream().mapToInt(SourceReport::refused).sum();
    }

    public int findings(Finding finding) {
        return findings.getOrDefault(finding.text(), 0);
    }

    public int dropped(Drop reason) {
        return sources.stream()
                .mapToInt(source -> source.dropped().getOrDefault(reason.text(), 0))
                .sum();
    }

    /// One sentence where data were lost: dropped, skipped because they cannot be read, or cut at the end. Records that
    /// nobody asked for (beyond `max_pairs`) are not lost.
    public Optional<String> losses() {
        return DataLosses.sentence(this);
    }

    /// What becomes of the files' records, without lengths and examples: for reading before a run starts.
    public String brief() {
        return DataReportText.brief(this);
    }

    /// The report for people.
    public String text() {
        return DataReportText.of(this);
    }
}
