package org.dpoworkbench.engine.data;

import org.dpoworkbench.engine.config.Named;

/// What a file's records are read as.
public enum RecordKind implements Named {
    /// Two answers to a prompt, the better one named.
    PAIRS("pairs", "pair", "prompt_input_ids, chosen_input_ids, rejected_input_ids"),
    /// One answer to a prompt, for supervised fine-tuning; of a pair, the chosen side.
    COMPLETIONS("completions", "completion", "prompt_input_ids, completion_input_ids");

    private final String text;
    private final String one;
    private final String tokenFields;

    RecordKind(String text, String one, String tokenFields) {
        this.text = text;
        this.one = one;
        this.tokenFields = tokenFields;
    }

    @Override
    public String text() {
        return text;
    }

    /// What one of them is called.
    public String one() {
        return one;
    }

    /// The usual fields of a record of token ids.
    public String tokenFields() {
        return tokenFields;
    }
}
