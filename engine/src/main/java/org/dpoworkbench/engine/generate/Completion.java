package org.dpoworkbench.engine.generate;

/// A sampled completion.
///
/// @param tokens token ids, the end token or the tokens of a stop text included
@SuppressWarnings("ArrayRecordComponent") // handed on as it is, never changed
public record Completion(int[] tokens, CompletionEnd end) {}
