package org.dpoworkbench.engine.data;

import java.util.List;

/// Token lengths of the records in use, before any cut, end tokens included.
public sealed interface LengthStatistics permits PairStatistics, CompletionStatistics, LabelledStatistics {

    /// Lengths of one record, in tokens.
    ///
    /// @param chosen   the better or best completion, or the only one; 0 where that is labelled as not wanted
    /// @param rejected the worse or worst one, or the only one that is not wanted; 0 where completions are read
    record Lengths(int prompt, int chosen, int rejected) {}

    /// Counts over records.
    ///
    /// @param records at least one
    static LengthStatistics of(RecordKind kind, List<Lengths> records) {
        return switch (kind) {
            case PAIRS, RANKINGS -> PairStatistics.of(records);
            case COMPLETIONS -> CompletionStatistics.of(records);
            case UNPAIRED -> LabelledStatistics.of(records);
        };
    }
}
