package org.dpoworkbench.engine.text;

import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.config.PromptExtraction;
import org.dpoworkbench.engine.data.PreferenceSource;
import org.dpoworkbench.engine.data.PromptSplitter;
import org.dpoworkbench.engine.data.RecordLayout;
import org.dpoworkbench.engine.data.RecordProblem;

/// What a report tells of a file, whether it was read now or earlier.
///
/// @param file             the path as it was given
/// @param promptExtraction the rule in force; absent where the prompts are given
/// @param conversations    whether any of its records is made of turns
/// @param rows             rows of the file
/// @param readable         records that could be used
/// @param dropped          before there were tokens
/// @param refused          before there were tokens
record SourceFacts(
        String file,
        Optional<String> form,
        List<String> fields,
        Optional<PromptExtraction> promptExtraction,
        boolean conversations,
        int rows,
        int readable,
        List<RecordProblem> dropped,
        List<RecordProblem> refused) {
    SourceFacts {
        fields = List.copyOf(fields);
        dropped = List.copyOf(dropped);
        refused = List.copyOf(refused);
    }

    static SourceFacts of(PreferenceSource source, PromptSplitter splitter) {
        return new SourceFacts(
                source.file(),
                source.layout().map(RecordLayout::words),
                source.fields(),
                source.hasImplicitPrompts() ? Optional.of(splitter.rule()) : Optional.empty(),
                source.hasConversations(),
                source.rows(),
                source.size(),
                source.dropped(),
                source.refused());
    }

    /// All that its records make, used or not.
    int records() {
        return readable + dropped.size() + refused.size();
    }
}
