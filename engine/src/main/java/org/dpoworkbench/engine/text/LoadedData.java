package org.dpoworkbench.engine.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dpoworkbench.engine.data.DataReport;
import org.dpoworkbench.engine.data.Drop;
import org.dpoworkbench.engine.data.Finding;
import org.dpoworkbench.engine.data.FindingExample;
import org.dpoworkbench.engine.data.HeldOutSplit;
import org.dpoworkbench.engine.data.LengthStatistics;
import org.dpoworkbench.engine.data.RecordKind;
import org.dpoworkbench.engine.data.RecordProblem;
import org.dpoworkbench.engine.problem.UserError;

/// All files' pairs or completions, before any are held out.
///
/// @param kind    which of the two
/// @param heldOut files named as held-out data, by evaluation set: the main one, which may have none, then
///                the named ones
/// @param look    who looked at the texts, where anybody did
record LoadedData(
        RecordKind kind,
        List<LoadedSource> train,
        List<EvaluationFiles<LoadedSource>> heldOut,
        LengthLimit limit,
        Optional<TextLook> look) {
    private static final int EXAMPLES = 100;
    private static final int EXAMPLES_OF_FINDINGS = 20;

    List<RecordProblem> refused() {
        return all().flatMap(source -> source.refused().stream()).toList();
    }

    boolean hasPairs() {
        return all().anyMatch(source -> !source.kept().isEmpty());
    }

    /// @throws UserError that names the reasons
    void throwIfNoPairs() {
        throwIfNoPairs(train, "");
        for (EvaluationFiles<LoadedSource> set : heldOut) {
            if (!set.files().isEmpty()) {
                throwIfNoPairs(
                        set.files(),
                        "held-out " + set.set().map(name -> "(" + name + ") ").orElse(""));
            }
        }
    }

    private void throwIfNoPairs(List<LoadedSource> sources, String which) {
        if (sources.stream().anyMatch(source -> !source.kept().isEmpty())) {
            return;
        }
        Map<String, Integer> reasons = new TreeMap<>();
        for (LoadedSource source : sources) {
            source.dropped().forEach(drop -> reasons.merge(meaning(drop.reason()), 1, Integer::sum));
            if (!source.refused().isEmpty()) {
                reasons.merge("cannot be read", source.refused().size(), Integer::sum);
            }
        }
        List<String> counted = reasons.entrySet().stream()
                .map(reason -> "%d × %s".formatted(reason.getValue(), reason.getKey()))
                .toList();
        List<String> files =
                sources.stream().map(source -> source.facts().file()).toList();
        throw new UserError("No %s%s is left of the records in %s: %s. %s"
                .formatted(which, kind.one(), String.join(", ", files), String.join(", ", counted), whatToDo()));
    }

    private String whatToDo() {
        return switch (kind) {
            case PAIRS, UNPAIRED, RANKINGS -> "Look at them with `dpo check-data`.";
            case COMPLETIONS -> "Check that the fields hold what their names say, and max_length.";
        };
    }

    /// A dropped record with the reason in words.
    static RecordProblem inWords(RecordProblem dropped) {
        return new RecordProblem(dropped.place(), meaning(dropped.reason()));
    }

    private static String meaning(String reason) {
        return Stream.of(Drop.values())
                .filter(drop -> drop.text().equals(reason))
                .findFirst()
                .orElseThrow()
                .meaning();
    }

    /// The pairs in use, on their sides.
    ///
    /// @param heldOut the main evaluation set, where there is any, then the others
    record Parts(List<Outcome.Kept> train, List<EvaluationFiles<Outcome.Kept>> heldOut) {
        /// The main set's.
        List<Outcome.Kept> mainHeldOut() {
            return heldOut.isEmpty() ? List.of() : heldOut.getFirst().files();
        }

        Stream<Outcome.Kept> allHeldOut() {
            return heldOut.stream().flatMap(set -> set.files().stream());
        }
    }

    /// Holds pairs out, by prompt; where held-out files are named, they are all that is held out.
    ///
    /// @param share pairs to hold out of the training files: a share below 1, else a count
    <E extends TokenizedExample> TokenizedSet<E> split(Class<E> type, double share, long seed) {
        Parts parts = parts(share, seed);
        return new TokenizedSet<>(
                tokens(type, parts.train()),
                parts.heldOut().stream()
                        .map(set -> new EvaluationSet<>(set.set(), tokens(type, set.files())))
                        .toList(),
                report(parts),
                limit.tokens());
    }

    /// As [#split], before the pairs are counted.
    Parts parts(double share, long seed) {
        List<Outcome.Kept> pairs = kept(train);
        Set<String> heldOutPrompts = share > 0 && heldOut.getFirst().files().isEmpty()
                ? HeldOutSplit.choose(
                        pairs.stream().map(pair -> pair.identity().prompt()).toList(), share, seed)
                : Set.of();
        int[] toHoldOut = heldOutPrompts.isEmpty()
                ? new int[0]
                : IntStream.range(0, pairs.size())
                        .filter(i ->
                                heldOutPrompts.contains(pairs.get(i).identity().prompt()))
                        .toArray();
        List<Outcome.Kept> main = Lists.concat(kept(heldOut.getFirst().files()), Lists.select(pairs, toHoldOut));
        List<Outcome.Kept> toTrain =
                toHoldOut.length == 0 ? pairs : Lists.select(pairs, others(pairs.size(), toHoldOut));
        List<EvaluationFiles<Outcome.Kept>> sets = new ArrayList<>();
        if (!main.isEmpty()) {
            sets.add(new EvaluationFiles<>(Optional.empty(), main));
        }
        heldOut.stream()
                .skip(1)
                .map(set -> new EvaluationFiles<>(set.set(), kept(set.files())))
                .forEach(sets::add);
        return new Parts(toTrain, sets);
    }

    /// The places below `size` that are not among these, which ascend.
    private static int[] others(int size, int[] places) {
        int[] others = new int[size - places.length];
        int next = 0;
        for (int i = 0, o = 0; i < size; i++) {
            if (next < places.length && places[next] == i) {
                next++;
            } else {
                others[o++] = i;
            }
        }
        return others;
    }

    DataReport report(Parts parts) {
        Map<String, Integer> counts = new TreeMap<>();
        List<FindingExample> examples = new ArrayList<>();
        findings(parts, (pair, finding, detail) -> {
            int count = counts.merge(finding.text(), 1, Integer::sum);
            if (!detail.isEmpty() && count <= EXAMPLES_OF_FINDINGS) {
                examples.add(new FindingExample(
                        finding.text(), pair.place().file(), pair.place().number(), detail));
            }
        });
        List<LengthStatistics.Lengths> lengths = Stream.concat(parts.train().stream(), parts.allHeldOut())
                .map(Outcome.Kept::lengths)
                .toList();
        return new DataReport(
                kind,
                Stream.concat(
                                train.stream().map(source -> source.report(false, Optional.empty())),
                                heldOut.stream()
                                        .flatMap(set ->
                                                set.files().stream().map(source -> source.report(true, set.set()))))
                        .toList(),
                parts.train().size(),
                parts.mainHeldOut().size(),
                limit.tokens(),
                limit.isDefault(),
                counts,
                examples(all().flatMap(source -> source.dropped().stream()).toList()),
                refused().stream().limit(EXAMPLES).toList(),
                limit.warning().stream().toList(),
                lengths.isEmpty() ? Optional.empty() : Optional.of(LengthStatistics.of(kind, lengths)),
                examples);
    }

    /// Tells every finding of every pair in use.
    void findings(Parts parts, Overlaps.Sink sink) {
        List<List<LoadedSource>> together = Stream.concat(
                        Stream.of(train), heldOut.stream().map(EvaluationFiles::files))
                .toList();
        for (List<LoadedSource> sources : together) {
            Repeats repeats = new Repeats();
            for (Outcome.Kept pair : kept(sources)) {
                pair.findings().forEach(finding -> sink.found(pair, finding, ""));
                repeats.look(pair.identity()).ifPresent(finding -> sink.found(pair, finding, ""));
            }
        }
        Set<String> trained = new HashSet<>();
        (parts.heldOut().isEmpty() ? List.<Outcome.Kept>of() : parts.train())
                .forEach(pair -> trained.add(pair.identity().prompt()));
        parts.allHeldOut()
                .filter(pair -> trained.contains(pair.identity().prompt()))
                .forEach(pair -> sink.found(pair, Finding.PROMPT_IN_TRAINING, ""));
        look.ifPresent(texts -> new Overlaps(texts.benchmark(), sink).tell(parts));
    }

    /// The first pairs of each reason, in file order.
    private static List<RecordProblem> examples(List<RecordProblem> dropped) {
        Map<String, Integer> seen = new HashMap<>();
        return dropped.stream()
                .filter(drop -> seen.merge(drop.place().file() + '\0' + drop.reason(), 1, Integer::sum) <= EXAMPLES)
                .toList();
    }

    private Stream<LoadedSource> all() {
        return Stream.concat(train.stream(), heldOut.stream().flatMap(set -> set.files().stream()));
    }

    private static List<Outcome.Kept> kept(List<LoadedSource> sources) {
        return Lists.concat(sources.stream().map(LoadedSource::kept).toList());
    }

    private static <E extends TokenizedExample> List<E> tokens(Class<E> type, List<Outcome.Kept> pairs) {
        return Lists.mapped(pairs, pair -> type.cast(pair.example()));
    }
}
