package org.dpoworkbench.engine.config;

/// The order in which an epoch visits the pairs.
public enum Sampling implements Named {
    RANDOM("random"),
    SEQUENTIAL("sequential"),
    GROUP_BY_LENGTH("group_by_length");

    private final String text;

    Sampling(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
