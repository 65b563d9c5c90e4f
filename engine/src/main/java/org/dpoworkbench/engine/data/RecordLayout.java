package org.dpoworkbench.engine.data;

/// How a file's records say what they say.
public enum RecordLayout {
    /// The prompt has a field of its own, as TRL's `prompt, chosen, rejected` and `prompt, completion`.
    PROMPT("prompt and answers"),
    /// The prompt is where the answer's transcript begins, as in hh-rlhf's `chosen, rejected`.
    IMPLICIT_PROMPT("whole transcripts"),
    /// Alpaca's `instruction` and `input`, with the answers beside them; see [InstructionPrompt].
    INSTRUCTION("instruction and answers"),
    /// Token ids.
    TOKENS("token ids"),
    /// One text without a prompt, as for language modelling.
    TEXT("text without a prompt"),
    /// A conversation and answers that go on with it, as ShareGPT's `conversations, chosen, rejected`.
    CONVERSATION("conversation and answers"),
    /// One completion and whether it is wanted, as TRL's `prompt, completion, label`.
    LABELLED("completions with a label"),
    /// A prompt and a list of completions, each with a score or a rank, as UltraFeedback's `completions`.
    RATED("scored or ranked lists"),
    /// Two answers and who prefers which, as PandaLM's, PKU-SafeRLHF's and the Chatbot Arena's.
    COMPARISON("two answers and a vote"),
    /// One answer a record with its scores; those of a prompt follow each other, as HelpSteer's.
    SCORED_ROWS("one scored answer a record"),
    /// A tree of messages whose replies are ranked, as OpenAssistant's.
    TREE("ranked message trees"),
    /// The messages of such trees, one a record.
    TREE_MESSAGES("messages of ranked trees");

    private final String words;

    RecordLayout(String words) {
        this.words = words;
    }

    /// What to call it.
    public String words() {
        return words;
    }
}
