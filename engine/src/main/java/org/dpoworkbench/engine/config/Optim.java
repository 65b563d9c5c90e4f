package org.dpoworkbench.engine.config;

/// Optimisers, by transformers' names.
public enum Optim implements Named {
    ADAMW("adamw_torch"),
    RMSPROP("rmsprop");

    private final String text;

    Optim(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
