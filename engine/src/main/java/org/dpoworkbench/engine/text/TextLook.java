package org.dpoworkbench.engine.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.dpoworkbench.engine.data.PairTexts;
import org.dpoworkbench.engine.data.PreferenceRecord;
import org.dpoworkbench.engine.data.PromptSplitter;
import org.dpoworkbench.engine.overlap.Benchmark;
import org.dpoworkbench.engine.overlap.PromptSketch;
import org.dpoworkbench.engine.overlap.PromptSketcher;

/// Looks at the texts of records for what repeats: within the files, and out of a benchmark. The first records that it
/// sees show what is template in the prompts.
final class TextLook {
    private final Optional<Benchmark> benchmark;
    private Optional<PromptSketcher> sketcher = Optional.empty();

    TextLook(Optional<Benchmark> benchmark) {
        this.benchmark = benchmark;
    }

    Optional<Benchmark> benchmark() {
        return benchmark;
    }

    /// @param sketch    of the prompt
    /// @param benchmark the item that shares words with the prompt or a completion
    record Found(PromptSketch sketch, OptionalInt benchmark) {}

    /// The outcomes of records with what is found in their texts.
    synchronized List<Outcome> look(List<PreferenceRecord> records, PromptSplitter splitter, List<Outcome> outcomes) {
        List<PairTexts> texts =
                records.stream().map(record -> PairTexts.of(record, splitter)).toList();
        if (sketcher.isEmpty()) {
            sketcher = Optional.of(
                    PromptSketcher.of(texts.stream().map(PairTexts::prompt).toList()));
        }
        List<Outcome> looked = new ArrayList<>(outcomes.size());
        for (int i = 0; i < outcomes.size(); i++) {
            looked.add(outcomes.get(i) instanceof Outcome.Kept kept ? kept.with(look(texts.get(i))) : outcomes.get(i));
        }
        return looked;
    }

    private Found look(PairTexts texts) {
        PromptSketch sketch = sketcher.orElseThrow().sketch(texts.prompt());
        return new Found(
                sketch,
                benchmark
                        .map(items -> Stream.of(texts.prompt(), texts.chosen(), texts.rejected())
                                .map(items::overlap)
                                .filter(OptionalInt::isPresent)
                                .findFirst()
                                .orElse(OptionalInt.empty()))
                        .orElse(OptionalInt.empty()));
    }
}
