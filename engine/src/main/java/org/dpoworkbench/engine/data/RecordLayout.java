package org.dpoworkbench.engine.data;

/// How a file's records say what they say.
public enum RecordLayout {
    /// The prompt has a field of its own, as TRL's `prompt, chosen, rejected` and `prompt, completion`.
    PROMPT,
    /// The prompt is where the answer's transcript begins, as in hh-rlhf's `chosen, rejected`.
    IMPLICIT_PROMPT,
    /// Alpaca's `instruction` and `input`, with the answers beside them; see [InstructionPrompt].
    INSTRUCTION,
    /// Token ids.
    TOKENS,
    /// One text without a prompt, as for language modelling.
    TEXT
}
