package org.dpoworkbench.engine.generate;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Why a sampled completion ended. Only one that ended by an end token says that it is over; the others would go on.
public enum CompletionEnd {
    /// An end token, which is the completion's last.
    @JsonProperty("end_token")
    END_TOKEN("end_token"),

    /// One of the stop texts that were asked for, which stays; no end token follows it.
    @JsonProperty("stop_text")
    STOP_TEXT("stop_text"),

    /// The cap on new tokens.
    @JsonProperty("length")
    LENGTH("length");

    private final String key;

    CompletionEnd(String key) {
        this.key = key;
    }

    /// Its name in files.
    public String key() {
        return key;
    }

    public boolean isBeforeCap() {
        return this != LENGTH;
    }
}
