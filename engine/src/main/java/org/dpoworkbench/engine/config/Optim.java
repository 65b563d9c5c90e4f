package org.dpoworkbench.engine.config;

/// Optimisers, by transformers' names.
public enum Optim implements Named {
    ADAMW("adamw_torch"),

    /// AdamW whose moments are 8-bit numbers in blocks, as `bitsandbytes` has them.
    ADAMW_8BIT("adamw_8bit"),

    /// AdamW whose moments lie in the host's memory.
    PAGED_ADAMW("paged_adamw_32bit"),

    /// Both.
    PAGED_ADAMW_8BIT("paged_adamw_8bit"),

    RMSPROP("rmsprop");

    private final String text;

    Optim(String text) {
        this.text = text;
    }

    /// Whether it has AdamW's settings.
    public boolean isAdamW() {
        return switch (this) {
            case ADAMW, ADAMW_8BIT, PAGED_ADAMW, PAGED_ADAMW_8BIT -> true;
            case RMSPROP -> false;
        };
    }

    /// Whether what it remembers lies in the host's memory and not in a card's.
    public boolean isPaged() {
        return this == PAGED_ADAMW || this == PAGED_ADAMW_8BIT;
    }

    /// Whether most of what it remembers has 8 bits.
    public boolean isEightBit() {
        return this == ADAMW_8BIT || this == PAGED_ADAMW_8BIT;
    }

    /// What it remembers of a weight, in bytes; in 8 bits of most weights, and their blocks' factors.
    public double stateBytes() {
        return switch (this) {
            case ADAMW, PAGED_ADAMW -> 2 * Float.BYTES;
            case ADAMW_8BIT, PAGED_ADAMW_8BIT -> 2 * (1 + Float.BYTES / 256.0);
            case RMSPROP -> Float.BYTES;
        };
    }

    @Override
    public String text() {
        return text;
    }
}
