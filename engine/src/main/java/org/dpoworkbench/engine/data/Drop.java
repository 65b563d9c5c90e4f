package org.dpoworkbench.engine.data;

import org.dpoworkbench.engine.config.Named;

/// Why a readable record is not used.
public enum Drop implements Named {
    IDENTICAL_SIDES("identical_sides", "chosen and rejected are the same"),
    EMPTY_SIDE("empty_side", "a side is empty"),
    EMPTY_COMPLETION("empty_completion", "the completion is empty"),
    NO_SHARED_PROMPT("no_shared_prompt", "the sides share no prompt"),
    NO_PROMPT("no_prompt", "no prompt is found at its beginning"),
    PROMPT_FILLS_MAX_LENGTH("prompt_fills_max_length", "the prompt fills max_length"),
    NO_SCORED_TOKEN("no_scored_token", "a completion has no token that is scored"),
    TIE("tie", "its votes, ranks or scores tie"),
    NOT_RANKED("not_ranked", "fewer than two of its completions are ranked or scored"),
    UNWANTED("unwanted", "it is labelled as not wanted"),
    EXCLUDED("excluded", "it is excluded by its id");

    private final String text;
    private final String meaning;

    Drop(String text, String meaning) {
        this.text = text;
        this.meaning = meaning;
    }

    @Override
    public String text() {
        return text;
    }

    /// The reason in words.
    public String meaning() {
        return meaning;
    }
}
