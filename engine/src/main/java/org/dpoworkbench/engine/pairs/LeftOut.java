package org.dpoworkbench.engine.pairs;

import org.dpoworkbench.engine.config.Named;

/// Why a record makes no pair.
public enum LeftOut implements Named {
    ONE_COMPLETION("one_completion", "there is one completion only"),
    NOT_JUDGED("not_judged", "nothing says which completion is better"),
    MISSING_SCORE("missing_score", "fewer than two completions have a score, or all attributes that are weighted"),
    TIE("tie", "no completion is better than another, or than half of the votes say so"),
    AGREEMENT("agreement", "fewer voters agree than min_agreement asks for"),
    GAP("gap", "the scores are closer than min_gap"),
    IDENTICAL("identical", "better and worse completion are the same text"),
    ENOUGH("enough", "its prompt has max_pairs_per_prompt pairs already");

    private final String text;
    private final String meaning;

    LeftOut(String text, String meaning) {
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
