package org.dpoworkbench.engine.train;

import java.util.Collection;
import org.dpoworkbench.engine.text.TokenizedExample;

/// How large micro-batches get.
///
/// @param rows        tokens of the largest micro-batch
/// @param examples    examples of the largest micro-batch
/// @param completions completions of the example with most
record TokenBudget(int rows, int examples, int completions) {

    /// The smallest that holds the longest example and, within `wanted` tokens, as much as a step or a pass can use.
    ///
    /// @param atOnce most examples that are ever packed together
    static TokenBudget of(int wanted, int atOnce, Collection<? extends TokenizedExample> examples) {
        int longest = 2;
        int completions = 1;
        long all = 0;
        for (TokenizedExample example : examples) {
            int rows = ExamplePacker.rows(example);
            longest = Math.max(longest, rows);
            completions = Math.max(completions, example.completions());
            all += rows;
        }
        long useful = Math.min(all, (long) longest * atOnce);
        return new TokenBudget((int) Math.max(longest, Math.min(wanted, useful)), atOnce, completions);
    }

    /// This budget, or the smallest larger one that holds a single sequence of `tokens`.
    TokenBudget atLeast(int tokens) {
        return tokens <= rows ? this : new TokenBudget(tokens, examples, completions);
    }

    /// Completions of the largest micro-batch.
    int sequences() {
        return examples * completions;
    }

    /// Targets of the largest micro-batch: a prompt's last row has one of each completion.
    int targets() {
        return rows + sequences();
    }
}
