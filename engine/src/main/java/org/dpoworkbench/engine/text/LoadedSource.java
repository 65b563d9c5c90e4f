package org.dpoworkbench.engine.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dpoworkbench.engine.data.PreferenceRecord;
import org.dpoworkbench.engine.data.PreferenceSource;
import org.dpoworkbench.engine.data.PromptSplitter;
import org.dpoworkbench.engine.data.RecordProblem;
import org.dpoworkbench.engine.data.SourceReport;

/// One file's pairs or completions, and what became of the others.
///
/// @param dropped with the drop's name as the reason
/// @param refused records that cannot be read or given to the model
/// @param unused  readable records after enough pairs were found
record LoadedSource(
        PreferenceSource source,
        PromptSplitter splitter,
        List<Outcome.Kept> kept,
        List<RecordProblem> dropped,
        List<RecordProblem> refused,
        int unused) {
    private static final int CHUNK = 256;

    /// Hears after each chunk how many records are done.
    @FunctionalInterface
    interface Done {
        void records(int count);
    }

    /// @param most pairs to keep; records after the last of them are not looked at
    static LoadedSource load(
            PreferenceSource source, PromptSplitter splitter, RecordTokenizer tokenizer, int most, Done done) {
        List<Outcome.Kept> kept = new ArrayList<>();
        List<RecordProblem> dropped = new ArrayList<>();
        List<RecordProblem> refused = new ArrayList<>(source.refused());
        List<PreferenceRecord> records = source.records();
        int used = 0;
        while (used < records.size() && kept.size() < most) {
            List<PreferenceRecord> chunk = records.subList(used, Math.min(used + CHUNK, records.size()));
            for (Outcome outcome : tokenizer.tokenize(chunk)) {
                if (kept.size() == most) {
                    break;
                }
                used++;
                switch (outcome) {
                    case Outcome.Kept pair -> kept.add(pair);
                    case Outcome.Dropped drop ->
                        dropped.add(
                                new RecordProblem(drop.place(), drop.reason().text()));
                    case Outcome.Refused refusal -> refused.add(new RecordProblem(refusal.place(), refusal.reason()));
                }
            }
            done.records(used);
        }
        return new LoadedSource(source, splitter, kept, dropped, refused, records.size() - used);
    }

    SourceReport report(boolean heldOut) {
        Map<String, Integer> reasons = new TreeMap<>();
        dropped.forEach(drop -> reasons.merge(drop.reason(), 1, Integer::sum));
        return new SourceReport(
                source.file(),
                heldOut,
                source.fields().isEmpty() ? Optional.empty() : Optional.of(String.join(", ", source.fields())),
                implicitPrompts() ? Optional.of(splitter.rule()) : Optional.empty(),
                source.records().size() + source.refused().size(),
                kept.size(),
                unused,
                reasons,
                refused.size());
    }

    private boolean implicitPrompts() {
        return source.records().stream()
                .anyMatch(record -> record instanceof PreferenceRecord.Text text
                        && text.prompt().isEmpty());
    }
}
