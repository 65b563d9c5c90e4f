package org.dpoworkbench.engine.data;

import org.dpoworkbench.engine.config.Named;

/// What is counted about pairs that are used; each counts a pair once at most.
public enum Finding implements Named {
    DUPLICATE("duplicates", "repeat an earlier pair, label and all"),
    CONFLICTING_LABEL("conflicting_labels", "repeat an earlier pair with the label the other way round"),
    BLANK_SIDE("blank_sides", "have a side of white space only"),
    BOUNDARY_MERGE("boundary_merges", "have prompt tokens that merge with a completion's"),
    CHOSEN_CUT("chosen_cut", "have a chosen side cut at max_length"),
    REJECTED_CUT("rejected_cut", "have a rejected side cut at max_length"),
    CUT_LOST_END("cut_lost_end", "lost an end token to the cut"),
    IDENTICAL_AFTER_CUT(
            "identical_after_cut", "have sides that differ only after the cut, so nothing is learnt from them"),
    DOUBLE_BOS("double_bos", "begin with two BOS tokens"),
    DOUBLE_EOS("double_eos", "end with two EOS tokens"),
    TEXT_AFTER_END("text_after_end", "go on after an end token"),
    UNUSUAL_END("unusual_end", "have an uncut side that ends in none of the model's end tokens"),
    UNSCORED_USER_TURN("unscored_user_turns", "have user turns inside a completion, which are not scored"),
    PROMPT_IN_TRAINING("held_out_prompts_in_training", "are held out, and their prompt is trained on");

    private final String text;
    private final String meaning;

    Finding(String text, String meaning) {
        this.text = text;
        this.meaning = meaning;
    }

    @Override
    public String text() {
        return text;
    }

    /// What such pairs do, to follow "12 pairs".
    public String meaning() {
        return meaning;
    }
}
