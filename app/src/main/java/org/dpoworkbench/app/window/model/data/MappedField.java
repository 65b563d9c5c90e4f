package org.dpoworkbench.app.window.model.data;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Stream;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.data.RecordKind;
import org.dpoworkbench.ui.Messages;

/// A part of a record whose field in the file can be named; see [ColumnMapping].
public enum MappedField {
    PROMPT("prompt", false),
    CHOSEN("chosen", false),
    REJECTED("rejected", false),
    COMPLETION("completion", false),
    LABEL("label", false),
    COMPLETIONS("completions", true),
    RANKS("ranks", true),
    SCORES("scores", true),
    PREFERENCE("preference", true),
    SOURCE("source", false);

    private final String key;
    private final boolean several;

    MappedField(String key, boolean several) {
        this.key = key;
        this.several = several;
    }

    /// Such as `prompt`.
    public String key() {
        return key;
    }

    /// Whether several fields can hold it, one for each completion or vote.
    public boolean isSeveral() {
        return several;
    }

    /// For people.
    public String text() {
        return switch (this) {
            case PROMPT -> Messages.text("data.fields.prompt");
            case CHOSEN -> Messages.text("data.fields.chosen");
            case REJECTED -> Messages.text("data.fields.rejected");
            case COMPLETION -> Messages.text("data.fields.completion");
            case LABEL -> Messages.text("data.fields.label");
            case COMPLETIONS -> Messages.text("data.fields.completions");
            case RANKS -> Messages.text("data.fields.ranks");
            case SCORES -> Messages.text("data.fields.scores");
            case PREFERENCE -> Messages.text("data.fields.preference");
            case SOURCE -> Messages.text("data.fields.source");
        };
    }

    /// Those that records of a kind are made of, and whatever else is named already, so that it can be taken back.
    public static SequencedSet<MappedField> of(RecordKind kind, ColumnMapping now) {
        Stream<MappedField> used = switch (kind) {
            case PAIRS -> Stream.of(PROMPT, CHOSEN, REJECTED, COMPLETIONS, SCORES, RANKS, PREFERENCE);
            case COMPLETIONS -> Stream.of(PROMPT, COMPLETION, CHOSEN);
            case UNPAIRED -> Stream.of(PROMPT, COMPLETION, LABEL, CHOSEN, REJECTED);
            case RANKINGS -> Stream.of(PROMPT, COMPLETIONS, RANKS, SCORES, PREFERENCE);
        };
        var fields = new LinkedHashSet<MappedField>();
        used.forEach(fields::add);
        Arrays.stream(values())
                .filter(field -> field == SOURCE || !field.named(now).isEmpty())
                .forEach(fields::add);
        return fields;
    }

    /// The fields that a mapping names for it; none where it is recognised.
    public List<String> named(ColumnMapping mapping) {
        return switch (this) {
            case PROMPT -> mapping.prompt().stream().toList();
            case CHOSEN -> mapping.chosen().stream().toList();
            case REJECTED -> mapping.rejected().stream().toList();
            case COMPLETION -> mapping.completion().stream().toList();
            case LABEL -> mapping.label().stream().toList();
            case COMPLETIONS -> mapping.completions();
            case RANKS -> mapping.ranks();
            case SCORES -> mapping.scores();
            case PREFERENCE -> mapping.preference();
            case SOURCE -> mapping.source().stream().toList();
        };
    }

    /// The mapping that names these fields and no other.
    public static ColumnMapping mapping(Map<MappedField, List<String>> named) {
        return new ColumnMapping(
                first(named, PROMPT),
                first(named, CHOSEN),
                first(named, REJECTED),
                first(named, COMPLETION),
                first(named, LABEL),
                named.getOrDefault(COMPLETIONS, List.of()),
                named.getOrDefault(RANKS, List.of()),
                named.getOrDefault(SCORES, List.of()),
                named.getOrDefault(PREFERENCE, List.of()),
                first(named, SOURCE));
    }

    private static Optional<String> first(Map<MappedField, List<String>> named, MappedField field) {
        return named.getOrDefault(field, List.of()).stream().findFirst();
    }
}
