package org.dpoworkbench.engine.data;

import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.config.PromptExtraction;

/// Finds the prompts of one source's text records, all by the same rule.
///
/// @param rule the rule in force, never `auto`
public record PromptSplitter(PromptExtraction rule) {

    /// Takes the rule asked for; `auto` becomes the marker rule where at least half of the transcripts hold the marker.
    public static PromptSplitter choose(PromptExtraction asked, List<PreferenceRecord> records) {
        return new PromptSplitter(
                asked != PromptExtraction.AUTO
                        ? asked
                        : mostAreTranscripts(records) ? PromptExtraction.MARKER : PromptExtraction.COMMON_PREFIX);
    }

    private static boolean mostAreTranscripts(List<PreferenceRecord> records) {
        int implicit = 0;
        int marked = 0;
        for (PreferenceRecord record : records) {
            if (record instanceof PreferenceRecord.Text text && text.prompt().isEmpty()) {
                implicit++;
                marked += Transcript.isOne(text.chosen()) && Transcript.isOne(text.rejected()) ? 1 : 0;
            }
        }
        return marked > 0 && 2 * marked >= implicit;
    }

    /// The prompt and both completions; absent where the sides share no prompt.
    public Optional<PromptedText> split(PreferenceRecord.Text record) {
        if (record.prompt().isPresent()) {
            return Optional.of(PromptedText.of(record.prompt().get(), record.chosen(), record.rejected()));
        }
        return rule == PromptExtraction.MARKER
                ? Transcript.split(record.chosen(), record.rejected())
                : CommonPrefix.split(record.chosen(), record.rejected());
    }

    /// As [#split], but a pair without a shared prompt gets its longest common prefix, be it empty.
    public PromptedText splitAnyway(PreferenceRecord.Text record) {
        return split(record)
                .or(() -> CommonPrefix.split(record.chosen(), record.rejected()))
                .orElseGet(() -> PromptedText.of("", record.chosen(), record.rejected()));
    }
}
