package org.dpoworkbench.engine.train;

import org.dpoworkbench.engine.text.TokenizedPair;

/// Lengths of a pair in tokens.
///
/// @param prompt   all tokens of the prompt
/// @param chosen   scored tokens of the chosen completion
/// @param rejected scored tokens of the rejected completion
/// @param all      prompt once, and all tokens of both completions
record PairLengths(int prompt, int chosen, int rejected, int all) {
    static PairLengths of(TokenizedPair pair) {
        boolean context = pair.prompt().length > 0;
        return new PairLengths(
                pair.prompt().length,
                scored(pair.chosenScored(), context),
                scored(pair.rejectedScored(), context),
                pair.prompt().length + pair.chosen().length + pair.rejected().length);
    }

    /// A first token without a context is not scored.
    private static int scored(boolean[] scored, boolean context) {
        int count = 0;
        for (int i = context ? 0 : 1; i < scored.length; i++) {
            if (scored[i]) {
                count++;
            }
        }
        return count;
    }
}
