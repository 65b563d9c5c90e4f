package org.dpoworkbench.engine.text;

import java.util.Optional;

/// What training sees of one record: a prompt and its completions, as token ids cut to the length limits. Nobody writes
/// to the arrays.
public sealed interface TokenizedExample permits TokenizedPair, TokenizedCompletion, TokenizedRanking {
    /// Hash of prompt and the unordered completions.
    String id();

    /// The file that it came from.
    String source();

    /// Line (JSON Lines), row or element in that file, from 1.
    long line();

    /// What the file's column of sources says of it; absent where there is none.
    Optional<String> group();

    /// Token ids of the context, not scored; may be empty.
    int[] prompt();

    /// How many completions there are.
    int completions();

    /// Token ids of a completion, end token included.
    int[] completion(int number);

    /// Which tokens of a completion count (user turns inside it do not).
    boolean[] scored(int number);

    /// Whether `max_length` cut a completion.
    boolean cut(int number);
}
