package org.dpoworkbench.engine.data;

import org.dpoworkbench.engine.config.Named;

/// How a file's records say what they say.
public enum RecordLayout implements Named {
    /// TRL's explicit prompt.
    PROMPT("prompt, chosen, rejected"),
    /// Both sides are whole transcripts, as hh-rlhf has them.
    IMPLICIT_PROMPT("chosen, rejected"),
    /// Alpaca's fields with two answers; see [InstructionPrompt].
    INSTRUCTION("instruction, input, chosen, rejected"),
    /// Token ids.
    TOKENS("prompt_input_ids, chosen_input_ids, rejected_input_ids");

    private final String text;

    RecordLayout(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
