package org.dpoworkbench.engine.data;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dpoworkbench.engine.config.ColumnMapping;

/// Which fields of a file's records hold the parts of a pair.
///
/// @param prompt absent where the sides begin with it
record FieldNames(RecordLayout layout, Optional<String> prompt, String chosen, String rejected) {
    static final String INSTRUCTION = "instruction";
    static final String INPUT = "input";
    private static final FieldNames TOKEN_IDS = new FieldNames(
            RecordLayout.TOKENS, Optional.of("prompt_input_ids"), "chosen_input_ids", "rejected_input_ids");

    /// Recognises the layout from the names of a record's fields; a mapping by hand goes before.
    static Optional<FieldNames> recognise(Collection<String> fields, ColumnMapping columns) {
        if (columns.equals(ColumnMapping.RECOGNISED)
                && TOKEN_IDS.missingIn(fields).isEmpty()) {
            return Optional.of(TOKEN_IDS);
        }
        FieldNames found = wanted(fields, columns);
        return found.missingIn(fields).isEmpty() ? Optional.of(found) : Optional.empty();
    }

    /// What is wrong with a record of these fields that no layout fits.
    static String unrecognised(Collection<String> fields, ColumnMapping columns) {
        return wanted(fields, columns).missing(fields)
                + " Map the columns in the data tab, or pass --chosen FIELD --rejected FIELD"
                + " (and --prompt FIELD where the prompt has one).";
    }

    /// Says which of these names are not among the fields, and lists the fields.
    String missing(Collection<String> fields) {
        List<String> missing =
                missingIn(fields).stream().map(name -> '"' + name + '"').toList();
        return listed(missing) + (missing.size() == 1 ? " is" : " are") + " missing. Its fields are: "
                + (fields.isEmpty() ? "none" : String.join(", ", fields)) + ".";
    }

    private static String listed(List<String> names) {
        return names.size() < 2
                ? String.join("", names)
                : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    }

    List<String> missingIn(Collection<String> fields) {
        return Stream.concat(prompt.stream(), Stream.of(chosen, rejected))
                .filter(name -> !fields.contains(name))
                .toList();
    }

    private static FieldNames wanted(Collection<String> fields, ColumnMapping columns) {
        String chosen = columns.chosen().orElse("chosen");
        String rejected = columns.rejected().orElse("rejected");
        if (columns.prompt().isPresent()) {
            return new FieldNames(RecordLayout.PROMPT, columns.prompt(), chosen, rejected);
        }
        if (fields.contains("prompt")) {
            return new FieldNames(RecordLayout.PROMPT, Optional.of("prompt"), chosen, rejected);
        }
        if (fields.contains(INSTRUCTION)) {
            return new FieldNames(RecordLayout.INSTRUCTION, Optional.of(INSTRUCTION), chosen, rejected);
        }
        return new FieldNames(RecordLayout.IMPLICIT_PROMPT, Optional.empty(), chosen, rejected);
    }
}
