package org.dpoworkbench.engine.data;

import org.dpoworkbench.engine.config.ExampleKind;
import org.dpoworkbench.engine.config.Named;

/// What a file's records are read as.
public enum RecordKind implements Named {
    /// Two answers to a prompt, the better one named.
    PAIRS("pairs", "pair", "prompt_input_ids, chosen_input_ids, rejected_input_ids"),
    /// One answer to a prompt, for supervised fine-tuning; of a pair, the chosen side.
    COMPLETIONS("completions", "completion", "prompt_input_ids, completion_input_ids"),
    /// One answer to a prompt and whether it is wanted; of a pair, the chosen side as wanted, the other as not.
    UNPAIRED("unpaired", "labelled completion", "prompt_input_ids, completion_input_ids, label"),
    /// Two or more answers to a prompt, ranked.
    RANKINGS("rankings", "ranking", "prompt_input_ids, completions_input_ids, ranks");

    private final String text;
    private final String one;
    private final String tokenFields;

    RecordKind(String text, String one, String tokenFields) {
        this.text = text;
        this.one = one;
        this.tokenFields = tokenFields;
    }

    /// What files are read as for losses on examples of a kind.
    public static RecordKind of(ExampleKind examples) {
        return switch (examples) {
            case PAIRS -> PAIRS;
            case UNPAIRED -> UNPAIRED;
            case RANKED -> RANKINGS;
        };
    }

    /// Whether records of another kind can be made of records that are of this one by nature.
    public boolean canBecome(RecordKind other) {
        return switch (this) {
            case COMPLETIONS -> other == COMPLETIONS;
            case UNPAIRED -> other == COMPLETIONS || other == UNPAIRED;
            case RANKINGS -> other != UNPAIRED;
            case PAIRS -> true;
        };
    }

    @Override
    public String text() {
        return text;
    }

    /// What one of them is called.
    public String one() {
        return one;
    }

    /// Whether a record has one completion.
    public boolean isSingle() {
        return this == COMPLETIONS || this == UNPAIRED;
    }

    /// The usual fields of a record of token ids.
    public String tokenFields() {
        return tokenFields;
    }
}
