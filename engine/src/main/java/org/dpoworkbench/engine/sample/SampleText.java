package org.dpoworkbench.engine.sample;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/// A line of the corpus on which the sample model learns to write, in TRL's prompt–completion layout.
@JsonPropertyOrder({"prompt", "completion"})
public record SampleText(String prompt, String completion) {

    /// The whole review.
    String text() {
        return prompt + completion;
    }
}
