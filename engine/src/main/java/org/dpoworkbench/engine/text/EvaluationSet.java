package org.dpoworkbench.engine.text;

import java.util.List;
import java.util.Optional;

/// Pairs held out of training, that are evaluated together.
///
/// @param name absent: the main set is not named
public record EvaluationSet(Optional<String> name, List<TokenizedPair> pairs) {
    public EvaluationSet {
        pairs = List.copyOf(pairs);
    }
}
