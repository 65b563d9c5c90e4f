package org.dpoworkbench.engine.text;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.data.Finding;
import org.dpoworkbench.engine.overlap.Benchmark;
import org.dpoworkbench.engine.overlap.NearDuplicates;

/// Prompts that nearly repeat each other, and pairs that share words with a benchmark, among those that were looked
/// at. A prompt that an earlier pair has letter by letter is no near repetition of it: many files have several
/// pairs a prompt.
final class Overlaps {
    private final Optional<Benchmark> benchmark;
    private final Sink sink;

    /// Hears of a finding.
    @FunctionalInterface
    interface Sink {
        /// @param detail what the pair is like, in words
        void found(Outcome.Kept pair, Finding finding, String detail);
    }

    Overlaps(Optional<Benchmark> benchmark, Sink sink) {
        this.benchmark = benchmark;
        this.sink = sink;
    }

    /// Tells what is found in pairs that are trained on and in those of each evaluation set.
    void tell(LoadedData.Parts parts) {
        NearDuplicates<Outcome.Kept> trained = new NearDuplicates<>();
        Map<String, Optional<String>> known = new HashMap<>();
        repeats(parts.train(), trained, known);
        for (EvaluationFiles<Outcome.Kept> set : parts.heldOut()) {
            repeats(set.files(), new NearDuplicates<>(), new HashMap<>());
            for (Outcome.Kept pair : set.files()) {
                if (!known.containsKey(pair.identity().prompt())) {
                    pair.look()
                            .flatMap(look -> trained.find(look.sketch()))
                            .ifPresent(near ->
                                    sink.found(pair, Finding.NEAR_PROMPT_IN_TRAINING, "is trained on: " + words(near)));
                }
            }
        }
    }

    /// @param known by prompt: what the prompt nearly repeats
    private void repeats(
            List<Outcome.Kept> pairs, NearDuplicates<Outcome.Kept> seen, Map<String, Optional<String>> known) {
        for (Outcome.Kept pair : pairs) {
            pair.look().ifPresent(look -> {
                known.computeIfAbsent(pair.identity().prompt(), _ -> {
                            Optional<String> near = seen.find(look.sketch()).map(Overlaps::words);
                            seen.add(pair, look.sketch());
                            return near;
                        })
                        .ifPresent(near -> sink.found(pair, Finding.NEAR_DUPLICATE_PROMPT, "is like " + near));
                look.benchmark()
                        .ifPresent(item -> sink.found(
                                pair,
                                Finding.BENCHMARK_OVERLAP,
                                "shares words with: "
                                        + excerpt(benchmark.orElseThrow().text(item))));
            });
        }
    }

    private static String words(NearDuplicates.Near<Outcome.Kept> near) {
        TokenizedExample other = near.key().example();
        return String.format(Locale.ROOT, "%s, number %d (%.2f)", other.source(), other.line(), near.likeness());
    }

    private static String excerpt(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= 80 ? line : line.substring(0, 80) + "…";
    }
}
