package org.dpoworkbench.engine.config;

/// How the prompt is found in whole transcripts.
public enum PromptExtraction implements Named {
    /// [#MARKER] where the transcripts have markers, else [#COMMON_PREFIX].
    AUTO("auto"),
    /// Up to and including the chosen transcript's last assistant marker.
    MARKER("marker"),
    /// The longest common prefix, as TRL's `extract_prompt`.
    COMMON_PREFIX("common_prefix");

    private final String text;

    PromptExtraction(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
