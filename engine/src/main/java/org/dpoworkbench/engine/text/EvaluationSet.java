package org.dpoworkbench.engine.text;

import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;

/// Examples held out of training, that are evaluated together.
///
/// @param name     absent: the main set is not named
/// @param examples random access, as [TokenizedSet#train]
public record EvaluationSet<E extends TokenizedExample>(Optional<String> name, List<E> examples) {
    public EvaluationSet {
        examples = asItIs(examples);
    }

    /// A copy of a view would hold what the view spares.
    static <E> List<E> asItIs(List<E> examples) {
        return examples instanceof RandomAccess ? examples : List.copyOf(examples);
    }
}
