package org.dpoworkbench.engine.text;

import java.util.Arrays;
import java.util.List;

/// Where the prompt's tokens end and the completions' begin, as TRL 1.16 has it.
///
/// @param tokens p: how many tokens the prompt's own tokens share with those of prompt + completion; of a pair, the
///               smaller number of its two sides
/// @param merged whether that is less than the prompt's own tokens, so that some merged with a completion's
record Boundary(int tokens, boolean merged) {

    /// @param wholes the tokens of prompt + completion, for each completion
    static Boundary of(int[] prompt, List<int[]> wholes) {
        int p = prompt.length;
        for (int[] whole : wholes) {
            p = Math.min(p, common(prompt, whole));
        }
        return new Boundary(p, p < prompt.length);
    }

    int[] prompt(int[] tokens) {
        return Arrays.copyOf(tokens, this.tokens);
    }

    /// The completion's tokens.
    int[] completion(int[] tokens) {
        return Arrays.copyOfRange(tokens, this.tokens, tokens.length);
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
