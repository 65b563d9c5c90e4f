package org.dpoworkbench.engine.train;

import org.dpoworkbench.engine.text.TokenizedExample;

/// How long completions are as losses count.
final class ScoredTokens {
    private ScoredTokens() {}

    /// Scored tokens of a completion; a first token without a context is not scored.
    static int of(TokenizedExample example, int completion) {
        boolean[] scored = example.scored(completion);
        int count = 0;
        for (int i = example.prompt().length > 0 ? 0 : 1; i < scored.length; i++) {
            if (scored[i]) {
                count++;
            }
        }
        return count;
    }

    /// All tokens of an example: the prompt once, and every completion.
    static int all(TokenizedExample example) {
        int all = example.prompt().length;
        for (int c = 0; c < example.completions(); c++) {
            all += example.completion(c).length;
        }
        return all;
    }
}
