package org.dpoworkbench.engine.sample;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/// A line of the preference files, in TRL's layout. The completions begin with the space that parts them from the
/// prompt, so that no token of theirs merges with one of its.
@JsonPropertyOrder({"prompt", "chosen", "rejected"})
public record SamplePair(String prompt, String chosen, String rejected) {}
