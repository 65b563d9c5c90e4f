package org.dpoworkbench.engine.text;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.dpoworkbench.engine.data.Drop;
import org.dpoworkbench.engine.data.PreferenceRecord;
import org.dpoworkbench.engine.data.PreferenceSource;
import org.dpoworkbench.engine.data.PromptSplitter;
import org.dpoworkbench.engine.data.RecordLayout;
import org.dpoworkbench.engine.data.RecordPlace;
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

    /// Hears after each chunk how many records were in it.
    @FunctionalInterface
    interface Done {
        void records(int count);
    }

    /// @param most    pairs to keep; records after the last of them are not looked at
    /// @param exclude ids of pairs to leave out
    /// @param look    who looks at the texts besides
    static LoadedSource load(
            PreferenceSource source,
            PromptSplitter splitter,
            RecordTokenizer tokenizer,
            int most,
            Set<String> exclude,
            Optional<TextLook> look,
            Done done) {
        return select(source, splitter, outcomes(source.records(), splitter, tokenizer, look, done), most, exclude);
    }

    /// The outcomes of records, made chunk by chunk as they are asked for.
    static Iterator<Outcome> outcomes(
            List<PreferenceRecord> records,
            PromptSplitter splitter,
            RecordTokenizer tokenizer,
            Optional<TextLook> look,
            Done done) {
        return IntStream.iterate(0, from -> from < records.size(), from -> from + CHUNK)
                .mapToObj(from -> records.subList(from, Math.min(from + CHUNK, records.size())))
                .flatMap(chunk -> {
                    List<Outcome> outcomes = tokenizer.tokenize(chunk);
                    done.records(chunk.size());
                    return look.map(l -> l.look(chunk, splitter, outcomes)).orElse(outcomes).stream();
                })
                .iterator();
    }

    /// What is used of a source whose records have these outcomes.
    static LoadedSource select(
            PreferenceSource source,
            PromptSplitter splitter,
            Iterator<Outcome> outcomes,
            int most,
            Set<String> exclude) {
        List<Outcome.Kept> kept = new ArrayList<>();
        List<RecordProblem> dropped = new ArrayList<>(source.dropped());
        List<RecordProblem> refused = new ArrayList<>(source.refused());
        int used = 0;
        while (kept.size() < most && outcomes.hasNext()) {
            RecordPlace place = source.records().get(used++).place();
            switch (outcomes.next()) {
                case Outcome.Kept pair
                when exclude.contains(pair.identity().id()) ->
                    dropped.add(new RecordProblem(place, Drop.EXCLUDED.text()));
                case Outcome.Kept pair -> kept.add(pair);
                case Outcome.Dropped drop ->
                    dropped.add(new RecordProblem(drop.place(), drop.reason().text()));
                case Outcome.Refused refusal -> refused.add(new RecordProblem(refusal.place(), refusal.reason()));
            }
        }
        return new LoadedSource(
                source, splitter, kept, dropped, refused, source.records().size() - used);
    }

    /// @param set the named evaluation set that it belongs to
    SourceReport report(boolean heldOut, Optional<String> set) {
        Map<String, Integer> reasons = new TreeMap<>();
        dropped.forEach(drop -> reasons.merge(drop.reason(), 1, Integer::sum));
        return new SourceReport(
                source.file(),
                heldOut,
                set,
                source.layout().map(RecordLayout::words),
                source.fields().isEmpty() ? Optional.empty() : Optional.of(String.join(", ", source.fields())),
                source.hasImplicitPrompts() ? Optional.of(splitter.rule()) : Optional.empty(),
                source.rows(),
                source.size() + source.dropped().size() + source.refused().size(),
                kept.size(),
                unused,
                reasons,
                refused.size());
    }
}
