package org.dpoworkbench.engine.text;

import java.util.Arrays;
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

    /// Token ids of the context of all completions, not scored; may be empty. Where the cut leaves each completion
    /// another part of the prompt (`truncation_mode: keep_end`), it is empty, and each completion begins with its
    /// own part, unscored.
    int[] prompt();

    /// How many completions there are.
    int completions();

    /// Token ids of a completion, end token included.
    int[] completion(int number);

    /// Which tokens of a completion count (user turns inside it do not).
    boolean[] scored(int number);

    /// Whether `max_length` cut a completion.
    boolean cut(int number);

    /// How many of its tokens a completion begins with that belong to the prompt: those before its first scored one
    /// where there is no common prompt. A single one is no part of a prompt but the first token of all, which
    /// nothing predicts.
    default int context(int number) {
        if (prompt().length > 0) {
            return 0;
        }
        boolean[] scored = scored(number);
        int first = 0;
        while (first < scored.length && !scored[first]) {
            first++;
        }
        return first > 1 && first < scored.length ? first : 0;
    }

    /// What is to be answered: the common prompt or, where each completion has its own part of it, the longest; the
    /// others are its ends.
    default int[] asked() {
        int[] longest = prompt();
        for (int c = 0; c < completions(); c++) {
            if (context(c) > longest.length) {
                longest = Arrays.copyOf(completion(c), context(c));
            }
        }
        return longest;
    }

    /// A completion's tokens without a part of the prompt.
    default int[] answer(int number) {
        int from = context(number);
        int[] all = completion(number);
        return from == 0 ? all : Arrays.copyOfRange(all, from, all.length);
    }
}
