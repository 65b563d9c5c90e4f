package org.dpoworkbench.engine.data;

import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.config.PromptExtraction;

/// Finds the prompts of one source's text records, all by the same rule.
///
/// @param rule the rule in force, never `auto`
public record PromptSplitter(PromptExtraction rule) {

    /// Takes the rule asked for; `auto` becomes the marker rule where at least half of the transcripts hold the marker.
    public static PromptSplitter choose(PromptExtraction asked, PreferenceSource source) {
        return new PromptSplitter(
                asked != PromptExtraction.AUTO
                        ? asked
                        : source.mostAreTranscripts() ? PromptExtraction.MARKER : PromptExtraction.COMMON_PREFIX);
    }

    /// The prompt and the completions; absent where the sides share no prompt.
    public Optional<PromptedText> split(PreferenceRecord.Text record) {
        if (record.prompt().isPresent()) {
            return Optional.of(PromptedText.of(record.prompt().get(), record.completions()));
        }
        return rule == PromptExtraction.MARKER ? Transcript.split(record.completions()) : commonPrefix(record);
    }

    /// As [#split], but a pair without a shared prompt gets its longest common prefix, be it empty.
    public PromptedText splitAnyway(PreferenceRecord.Text record) {
        return split(record).or(() -> commonPrefix(record)).orElseGet(() -> PromptedText.of("", record.completions()));
    }

    /// The prompt and the chosen completion; absent where no prompt is found. The marker rule looks at chosen alone;
    /// what both sides begin with can be told from both of them only, and only where they differ.
    public Optional<PromptedText> splitChosen(PreferenceRecord.Text record) {
        if (record.prompt().isPresent()) {
            return Optional.of(PromptedText.of(record.prompt().get(), List.of(record.chosen())));
        }
        return rule == PromptExtraction.MARKER
                ? Transcript.split(List.of(record.chosen()))
                : commonPrefix(record)
                        .filter(_ -> record.completions().stream().distinct().count() > 1)
                        .map(text -> text.only(0));
    }

    private static Optional<PromptedText> commonPrefix(PreferenceRecord.Text record) {
        return CommonPrefix.split(record.completions());
    }
}
