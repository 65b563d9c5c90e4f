package org.dpoworkbench.engine.data;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dpoworkbench.engine.config.PromptExtraction;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// What became of one file's records: `records = kept + unused + dropped + refused`.
///
/// @param heldOut          whether the file was named as held-out data
/// @param set              the named evaluation set that it belongs to
/// @param form             what its records are, in words; absent where no record could be read
/// @param layout           the fields that were read, separated by commas; absent as the form is
/// @param promptExtraction the rule in force; absent where the prompts are given
/// @param rows             lines, elements or rows of the file, or files; each makes one record or several
/// @param unused           records beyond `max_pairs`
/// @param dropped          by [Drop]'s text
/// @param refused          records that cannot be read
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record SourceReport(
        String file,
        boolean heldOut,
        Optional<String> set,
        Optional<String> form,
        Optional<String> layout,
        Optional<PromptExtraction> promptExtraction,
        int rows,
        int records,
        int kept,
        int unused,
        Map<String, Integer> dropped,
        int refused) {
    public SourceReport {
        set = set == null ? Optional.empty() : set; // a record of an earlier version
        dropped = Collections.unmodifiableMap(new TreeMap<>(dropped));
    }
}
