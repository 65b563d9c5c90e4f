package org.dpoworkbench.engine.config;

import java.util.List;
import java.util.Optional;

/// Names of the fields that hold a record's parts; an absent one is recognised from the fields themselves.
///
/// @param prompt      the prompt, a text or a list of messages
/// @param chosen      the better of two completions
/// @param rejected    the other
/// @param completion  the only completion, of files for fine-tuning and of unpaired ones
/// @param label       whether that completion is wanted
/// @param completions several completions of a prompt: one field that lists them, or one field each
/// @param ranks       the place of each of them, the best first: one field that lists them, or one field each
/// @param scores      how good each of them is, more is better: one field that lists them, or one field each
/// @param preference  which of two completions is better: one field for every vote
/// @param source      where a record comes from, for metrics of its own
public record ColumnMapping(
        Optional<String> prompt,
        Optional<String> chosen,
        Optional<String> rejected,
        Optional<String> completion,
        Optional<String> label,
        List<String> completions,
        List<String> ranks,
        List<String> scores,
        List<String> preference,
        Optional<String> source) {
    public static final ColumnMapping RECOGNISED = pair(Optional.empty(), Optional.empty(), Optional.empty());

    public ColumnMapping {
        // A project file written before there were these settings reads as null.
        completions = completions == null ? List.of() : List.copyOf(completions);
        ranks = ranks == null ? List.of() : List.copyOf(ranks);
        scores = scores == null ? List.of() : List.copyOf(scores);
        preference = preference == null ? List.of() : List.copyOf(preference);
        completion = completion == null ? Optional.empty() : completion;
        label = label == null ? Optional.empty() : label;
        source = source == null ? Optional.empty() : source;
    }

    /// Names of a pair's fields; every other one is recognised.
    public static ColumnMapping pair(Optional<String> prompt, Optional<String> chosen, Optional<String> rejected) {
        return new ColumnMapping(
                prompt,
                chosen,
                rejected,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    /// The same with a pair's fields named so.
    public ColumnMapping withPair(Optional<String> prompt, Optional<String> chosen, Optional<String> rejected) {
        return new ColumnMapping(
                prompt, chosen, rejected, completion, label, completions, ranks, scores, preference, source);
    }

    /// The same with the field that says where a record comes from, or with none.
    public ColumnMapping withSource(Optional<String> field) {
        return new ColumnMapping(
                prompt, chosen, rejected, completion, label, completions, ranks, scores, preference, field);
    }
}
