package org.dpoworkbench.engine.config;

/// What a record of preference data is made of.
public enum ExampleKind implements Named {
    /// A prompt with a chosen and a rejected completion.
    PAIRS("pairs"),
    /// A prompt with one completion and a verdict on it: desirable or not.
    UNPAIRED("unpaired"),
    /// A prompt with two or more completions, the best first.
    RANKED("ranked");

    private final String text;

    ExampleKind(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
