package org.dpoworkbench.engine.data;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which fields of a file's records hold the parts of a pair or of a completion.
///
/// @param prompt   absent where the answers begin with it or there is none
/// @param chosen   the better answer, or the only one
/// @param rejected absent where completions are read, unless it is what shows where chosen's prompt ends
/// @param context  what stands before the prompt, see [Context]
record FieldNames(
        RecordLayout layout, Optional<String> prompt, String chosen, Optional<String> rejected, List<String> context) {

    FieldNames {
        context = List.copyOf(context);
    }

    FieldNames(RecordLayout layout, Optional<String> prompt, String chosen, Optional<String> rejected) {
        this(layout, prompt, chosen, rejected, List.of());
    }

    /// The same with what stands before the prompt.
    FieldNames after(List<String> fields) {
        return new FieldNames(layout, prompt, chosen, rejected, fields);
    }

    /// Where what comes before the answers is found.
    PromptFields before() {
        return new PromptFields(prompt, layout == RecordLayout.INSTRUCTION, context);
    }

    /// The names that are read, in order.
    List<String> all() {
        return Stream.of(before().all().stream(), Stream.of(chosen), rejected.stream())
                .flatMap(names -> names)
                .toList();
    }

    /// The names that a record of these fields lacks. An instruction need not have an input.
    List<String> missingIn(Collection<String> fields) {
        return Stream.of(prompt.stream(), Stream.of(chosen), rejected.stream())
                .flatMap(names -> names)
                .filter(name -> !fields.contains(name))
                .toList();
    }

    /// Says which of these names are not among the fields, and lists the fields.
    String missing(Collection<String> fields) {
        return missing(missingIn(fields), fields);
    }

    static String missing(List<String> names, Collection<String> fields) {
        List<String> missing = names.stream().map(name -> '"' + name + '"').toList();
        return listed(missing) + (missing.size() == 1 ? " is" : " are") + " missing. Its fields are: "
                + (fields.isEmpty() ? "none" : String.join(", ", fields)) + ".";
    }

    private static String listed(List<String> names) {
        return names.size() < 2
                ? String.join("", names)
                : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    }
}
