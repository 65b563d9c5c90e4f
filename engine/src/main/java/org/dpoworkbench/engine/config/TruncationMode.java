package org.dpoworkbench.engine.config;

/// How a record that is longer than `max_length` is cut.
public enum TruncationMode implements Named {
    /// Prompt and completion together, at the right, each side on its own, as TRL.
    KEEP_START("keep_start"),
    /// Prompt and completion together, at the left, each side on its own, as TRL, which calls it deprecated: of two
    /// sides of different lengths, each sees another part of the prompt.
    KEEP_END("keep_end"),
    /// Where the prompt with the longer side is too long: the prompt first, keeping its end, then both sides, as the
    /// code of the DPO paper's authors.
    ORIGINAL("original");

    private final String text;

    TruncationMode(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
