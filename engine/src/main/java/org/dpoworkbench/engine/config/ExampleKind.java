package org.dpoworkbench.engine.config;

/// What a record of preference data is made of.
public enum ExampleKind implements Named {
    /// A prompt with a chosen and a rejected completion.
    PAIRS("pairs", "pairs"),
    /// A prompt with one completion and a verdict on it: desirable or not.
    UNPAIRED("unpaired", "completions"),
    /// A prompt with two or more completions, the best first.
    RANKED("ranked", "rankings");

    private final String text;
    private final String many;

    ExampleKind(String text, String many) {
        this.text = text;
        this.many = many;
    }

    @Override
    public String text() {
        return text;
    }

    /// What several of them are called.
    public String many() {
        return many;
    }
}
