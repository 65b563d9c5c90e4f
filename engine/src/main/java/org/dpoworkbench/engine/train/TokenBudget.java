package org.dpoworkbench.engine.train;

import java.util.Collection;
import org.dpoworkbench.engine.text.TokenizedPair;

/// How large micro-batches get.
///
/// @param rows  tokens of the largest micro-batch
/// @param pairs pairs of the largest micro-batch
record TokenBudget(int rows, int pairs) {

    /// The smallest that holds the longest pair and, within `wanted` tokens, as much as a step or a pass can use.
    ///
    /// @param pairsAtOnce most pairs that are ever packed together
    static TokenBudget of(int wanted, int pairsAtOnce, Collection<TokenizedPair> pairs) {
        int longest = 2;
        long all = 0;
        for (TokenizedPair pair : pairs) {
            int rows = PairPacker.rows(pair);
            longest = Math.max(longest, rows);
            all += rows;
        }
        long useful = Math.min(all, (long) longest * pairsAtOnce);
        return new TokenBudget((int) Math.max(longest, Math.min(wanted, useful)), pairsAtOnce);
    }

    /// This budget, or the smallest larger one that holds a single sequence of `tokens`.
    TokenBudget atLeast(int tokens) {
        return tokens <= rows ? this : new TokenBudget(tokens, pairs);
    }
}
