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
import org.dpoworkbench.engine.data.RecordPlace;
import org.dpoworkbench.engine.data.RecordProblem;
import org.dpoworkbench.engine.data.SourceReport;

/// One file's examples, and what became of its other records.
///
/// @param dropped with the drop's name as the reason
/// @param refused records that cannot be read or given to the model
/// @param unused  readable records after enough examples were found
record LoadedSource(
        SourceFacts facts,
        List<Outcome.Kept> kept,
        List<RecordProblem> dropped,
        List<RecordProblem> refused,
        int unused) {

    /// What is used of a source whose records have these outcomes.
    ///
    /// @param most    examples to keep; records after the last of them are not looked at
    /// @param exclude ids of examples to leave out
    static LoadedSource select(SourceFacts facts, Iterator<? extends Outcome> outcomes, int most, Set<String> exclude) {
        Sorting sorting = new Sorting(facts, most, exclude);
        while (!sorting.enough() && outcomes.hasNext()) {
            Outcome outcome = outcomes.next();
            sorting.take(outcome.place(), outcome);
        }
        return sorting.done(sorting.kept);
    }

    /// The same with these examples left out.
    LoadedSource without(Set<String> exclude) {
        if (exclude.isEmpty()) {
            return this;
        }
        List<RecordProblem> left = new ArrayList<>(dropped);
        int[] places = IntStream.range(0, kept.size())
                .filter(i -> {
                    Outcome.Kept one = kept.get(i);
                    boolean excluded = exclude.contains(one.identity().id());
                    if (excluded) {
                        left.add(new RecordProblem(one.place(), Drop.EXCLUDED.text()));
                    }
                    return !excluded;
                })
                .toArray();
        return new LoadedSource(facts, Lists.select(kept, places), left, refused, unused);
    }

    /// Sorts outcomes as they come.
    static final class Sorting {
        private final SourceFacts facts;
        private final int most;
        private final Set<String> exclude;
        private final List<Outcome.Kept> kept = new ArrayList<>();
        private final List<RecordProblem> dropped;
        private final List<RecordProblem> refused;
        private int keptCount;
        private int used;

        Sorting(SourceFacts facts, int most, Set<String> exclude) {
            this.facts = facts;
            this.most = most;
            this.exclude = exclude;
            dropped = new ArrayList<>(facts.dropped());
            refused = new ArrayList<>(facts.refused());
        }

        boolean enough() {
            return keptCount >= most;
        }

        /// Takes a record's outcome; examples to keep go to a list.
        void take(RecordPlace place, Outcome outcome) {
            if (keeps(place, outcome)) {
                kept.add((Outcome.Kept) outcome);
            }
        }

        /// Counts a record's outcome.
        ///
        /// @return whether it is an example to keep
        boolean keeps(RecordPlace place, Outcome outcome) {
            used++;
            switch (outcome) {
                case Outcome.Kept pair
                when exclude.contains(pair.identity().id()) ->
                    dropped.add(new RecordProblem(place, Drop.EXCLUDED.text()));
                case Outcome.Kept _ -> {
                    keptCount++;
                    return true;
                }
                case Outcome.Dropped drop ->
                    dropped.add(new RecordProblem(drop.place(), drop.reason().text()));
                case Outcome.Refused refusal -> refused.add(new RecordProblem(refusal.place(), refusal.reason()));
            }
            return false;
        }

        LoadedSource done() {
            return done(kept);
        }

        /// @param examples those that are kept, wherever they are
        LoadedSource done(List<Outcome.Kept> examples) {
            return new LoadedSource(facts, examples, dropped, refused, facts.readable() - used);
        }
    }

    SourceReport report(boolean heldOut, Optional<String> set) {
        Map<String, Integer> reasons = new TreeMap<>();
        dropped.forEach(drop -> reasons.merge(drop.reason(), 1, Integer::sum));
        return new SourceReport(
                facts.file(),
                heldOut,
                set,
                facts.form(),
                facts.fields().isEmpty() ? Optional.empty() : Optional.of(String.join(", ", facts.fields())),
                facts.promptExtraction(),
                facts.rows(),
                facts.records(),
                kept.size(),
                unused,
                reasons,
                refused.size());
    }
}
