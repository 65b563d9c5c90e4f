package org.dpoworkbench.engine.text;

import org.dpoworkbench.engine.problem.Problems;

/// What a model can take in.
///
/// @param vocabularySize   token ids are below this
/// @param context          longest sequence, in tokens
/// @param learnedPositions whether positions are a learned table, which ends at `context`; rotary ones go on, untrained
public record TextLimits(int vocabularySize, int context, boolean learnedPositions) {
    public TextLimits {
        Problems.in("model")
                .check(vocabularySize >= 1, "vocab_size must be >= 1, is %s", vocabularySize)
                .check(context >= 2, "the context must be at least 2 tokens, is %s", context)
                .throwIfAny();
    }
}
