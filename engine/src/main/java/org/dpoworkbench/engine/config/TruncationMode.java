package org.dpoworkbench.engine.config;

/// How a pair that is longer than `max_length` is cut.
public enum TruncationMode implements Named {
    /// Prompt and completion together, at the right, each side on its own, as TRL.
    KEEP_START("keep_start"),
    /// Where the prompt with the longer side is too long: the prompt first, keeping its end, then both sides, as the
    /// DPO
    /// authors' code.
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
