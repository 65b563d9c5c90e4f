package org.dpoworkbench.engine.data;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dpoworkbench.engine.config.ColumnMapping;
import tools.jackson.databind.node.ObjectNode;

/// Recognises a file's layout from the names of a record's fields; a mapping by hand goes before.
///
/// @param columns where completions are read, `chosen` names the completion
record LayoutRules(RecordKind kind, ColumnMapping columns) {
    private static final String PROMPT = "prompt";
    private static final String CHOSEN = "chosen";
    private static final String REJECTED = "rejected";
    private static final String COMPLETION = "completion";
    private static final String TEXT = "text";
    private static final Optional<String> PROMPT_IDS = Optional.of("prompt_input_ids");
    private static final FieldNames PAIR_IDS =
            new FieldNames(RecordLayout.TOKENS, PROMPT_IDS, "chosen_input_ids", Optional.of("rejected_input_ids"));
    private static final FieldNames COMPLETION_IDS =
            new FieldNames(RecordLayout.TOKENS, PROMPT_IDS, "completion_input_ids", Optional.empty());
    private static final FieldNames CHOSEN_IDS =
            new FieldNames(RecordLayout.TOKENS, PROMPT_IDS, "chosen_input_ids", Optional.empty());

    Optional<FieldNames> recognise(ObjectNode sample) {
        Collection<String> fields = sample.propertyNames();
        if (columns.equals(ColumnMapping.RECOGNISED)) {
            for (FieldNames ids :
                    kind != RecordKind.COMPLETIONS ? List.of(PAIR_IDS) : List.of(COMPLETION_IDS, CHOSEN_IDS)) {
                if (fits(ids, fields)) {
                    return Optional.of(ids);
                }
            }
        }
        return Optional.of(wanted(sample)).filter(names -> fits(names, fields));
    }

    /// What is wrong with a record of these fields that no layout fits.
    String unrecognised(ObjectNode sample) {
        Collection<String> fields = sample.propertyNames();
        String missing = wanted(sample).missing(fields) + InnerList.hint(sample);
        return switch (kind) {
            case PAIRS ->
                missing
                        + (fields.containsAll(Set.of(PROMPT, COMPLETION)) || fits(COMPLETION_IDS, fields)
                                ? " Prompts with one completion each are for `dpo sft`."
                                : "")
                        + " Pass --chosen FIELD --rejected FIELD"
                        + " (and --prompt FIELD where the prompt has one).";
            case COMPLETIONS ->
                missing
                        + " Pass --chosen FIELD for the completion (and --prompt FIELD where the prompt is not recognised)."
                        + " Text without a prompt goes into a field named \"" + TEXT
                        + "\", without a prompt beside it.";
            case UNPAIRED ->
                missing + " Pass --completion FIELD --label FIELD (and --prompt FIELD), or the fields of a pair,"
                        + " --chosen FIELD --rejected FIELD.";
            case RANKINGS ->
                missing + " Pass --completions FIELDS with --ranks FIELDS or --scores FIELDS (and --prompt FIELD).";
        };
    }

    private static boolean fits(FieldNames names, Collection<String> fields) {
        return names.missingIn(fields).isEmpty();
    }

    private FieldNames wanted(ObjectNode sample) {
        Collection<String> fields = sample.propertyNames();
        Optional<FieldNames> given = givenPrompt(sample);
        if (given.isPresent()) {
            return given.get();
        }
        return switch (kind) {
            case PAIRS, UNPAIRED, RANKINGS ->
                new FieldNames(RecordLayout.IMPLICIT_PROMPT, Optional.empty(), answer(fields), Optional.of(rejected()));
            case COMPLETIONS -> withoutPromptField(fields);
        };
    }

    private Optional<FieldNames> givenPrompt(ObjectNode sample) {
        Collection<String> fields = sample.propertyNames();
        Optional<String> rejected = kind == RecordKind.COMPLETIONS ? Optional.empty() : Optional.of(rejected());
        PromptFields found = PromptFields.of(columns.prompt(), sample);
        if (found.prompt().isEmpty()) {
            return Optional.empty();
        }
        RecordLayout layout = found.instruction()
                ? RecordLayout.INSTRUCTION
                : Values.isTurns(sample.get(found.prompt().get())) ? RecordLayout.CONVERSATION : RecordLayout.PROMPT;
        return Optional.of(new FieldNames(layout, found.prompt(), answer(fields), rejected, found.context()));
    }

    /// Only a field named `text` is taken for the whole of what there is to learn: under another name the prompt may
    /// stand in a field that is not recognised, and training without it must not pass unseen.
    private FieldNames withoutPromptField(Collection<String> fields) {
        String answer = columns.chosen()
                .or(columns::completion)
                .or(() -> named(CHOSEN, fields))
                .or(() -> named(COMPLETION, fields).isPresent() ? Optional.empty() : named(TEXT, fields))
                .orElse(COMPLETION);
        return switch (answer) {
            case TEXT -> new FieldNames(RecordLayout.TEXT, Optional.empty(), answer, Optional.empty());
            case COMPLETION -> new FieldNames(RecordLayout.PROMPT, Optional.of(PROMPT), answer, Optional.empty());
            default ->
                new FieldNames(RecordLayout.IMPLICIT_PROMPT, Optional.empty(), answer, named(rejected(), fields));
        };
    }

    private String answer(Collection<String> fields) {
        String usual = kind != RecordKind.COMPLETIONS || (!fields.contains(COMPLETION) && fields.contains(CHOSEN))
                ? CHOSEN
                : COMPLETION;
        return columns.chosen()
                .or(() -> kind == RecordKind.COMPLETIONS ? columns.completion() : Optional.empty())
                .orElse(usual);
    }

    private String rejected() {
        return columns.rejected().orElse(REJECTED);
    }

    private static Optional<String> named(String name, Collection<String> fields) {
        return fields.contains(name) ? Optional.of(name) : Optional.empty();
    }
}
