package org.dpoworkbench.engine.config;

/// What IPO's log-ratios are: sums over the completion (the original code) or means per token (TRL). Not comparable.
public enum IpoNormalisation implements Named {
    SUM("sum"),
    MEAN("mean");

    private final String text;

    IpoNormalisation(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
