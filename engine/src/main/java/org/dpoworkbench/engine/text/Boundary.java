package org.dpoworkbench.engine.text;

import java.util.Arrays;

/// Where the prompt's tokens end and the completions' begin, as TRL 1.16 has it.
///
/// @param tokens p: how many tokens the prompt's own tokens share with those of prompt + chosen and of prompt +
/// rejected,
///               the smaller of the two
/// @param merged whether that is less than the prompt's own tokens, so that some merged with a completion's
record Boundary(int tokens, boolean merged) {

    static Boundary of(int[] prompt, int[] withChosen, int[] withRejected) {
        int p = Math.min(common(prompt, withChosen), common(prompt, withRejected));
        return new Boundary(p, p < prompt.length);
    }

    int[] prompt(int[] tokens) {
        return Arrays.copyOf(tokens, this.tokens);
    }

    /// The completion's tokens with the end token after them.
    int[] completion(int[] tokens, int eos) {
        int[] completion = Arrays.copyOfRange(tokens, this.tokens, tokens.length + 1);
        completion[completion.length - 1] = eos;
        return completion;
    }

    private static int common(int[] a, int[] b) {
        int difference = Arrays.mismatch(a, b);
        return difference < 0 ? a.length : difference;
    }
}
