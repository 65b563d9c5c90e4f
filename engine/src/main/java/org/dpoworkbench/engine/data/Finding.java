package org.dpoworkbench.engine.data;

import org.dpoworkbench.engine.config.Named;

/// What is counted about the pairs or completions in use; each counts one of them once at most.
public enum Finding implements Named {
    DUPLICATE("duplicates", "an earlier record is repeated as it is"),
    CONFLICTING_LABEL("conflicting_labels", "an earlier pair is repeated with the label the other way round"),
    EQUALS_LEFT_OUT(
            "equals_left_out",
            "the ranking is without completions that are as good as one before them: which is better is not known"),
    BLANK_SIDE("blank_sides", "a completion is white space only"),
    BOUNDARY_MERGE("boundary_merges", "prompt tokens merge with a completion's"),
    COMPLETION_CUT("completion_cut", "the completion is cut at max_length"),
    PROMPT_CUT("prompt_cut", "the prompt is cut"),
    CHOSEN_CUT("chosen_cut", "the chosen side is cut at max_length"),
    REJECTED_CUT("rejected_cut", "the rejected side is cut at max_length"),
    CUT_LOST_END("cut_lost_end", "an end token is lost to the cut"),
    IDENTICAL_AFTER_CUT("identical_after_cut", "the sides differ only after the cut, so nothing is learnt from them"),
    DOUBLE_BOS("double_bos", "the prompt begins with two BOS tokens"),
    DOUBLE_EOS("double_eos", "a completion ends with two EOS tokens"),
    TEXT_AFTER_END("text_after_end", "a completion goes on after an end token"),
    UNUSUAL_END("unusual_end", "an uncut completion ends in none of the model's end tokens"),
    UNSCORED_USER_TURN("unscored_user_turns", "a completion holds user turns, which are not scored"),
    NEAR_DUPLICATE_PROMPT(
            "near_duplicate_prompts",
            "its prompt nearly repeats an earlier one, with at least 0.8 of the word runs in common"),
    NEAR_PROMPT_IN_TRAINING(
            "held_out_prompts_near_training", "it is held out, and a prompt nearly the same is trained on"),
    BENCHMARK_OVERLAP("benchmark_overlap", "it shares 13 words in a row with an item of the benchmark"),
    PROMPT_IN_TRAINING(
            "held_out_prompts_in_training",
            "it is held out, and its prompt is trained on (where it has none, its text)");

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

    /// What such records have in common.
    public String meaning() {
        return meaning;
    }
}
