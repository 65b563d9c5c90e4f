package org.dpoworkbench.engine.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.text.EvaluationSet;
import org.dpoworkbench.engine.text.TokenizedExample;

/// An evaluation set's place among the examples of all sets.
///
/// @param main whether its metrics are called `eval_…`, whether it has a name besides or not
record SetPart<E extends TokenizedExample>(EvaluationSet<E> set, boolean main, int from, int to) {

    /// @param sets the main one first
    static <E extends TokenizedExample> List<SetPart<E>> all(List<EvaluationSet<E>> sets) {
        List<SetPart<E>> parts = new ArrayList<>();
        int from = 0;
        for (EvaluationSet<E> set : sets) {
            int to = from + set.examples().size();
            parts.add(new SetPart<>(set, parts.isEmpty(), from, to));
            from = to;
        }
        return parts;
    }

    <T> List<T> of(List<T> all) {
        return all.subList(from, to);
    }

    /// What the set's metrics are recorded under.
    List<Optional<String>> names() {
        return main && set.name().isPresent()
                ? List.of(Optional.empty(), set.name())
                : List.of(main ? Optional.empty() : set.name());
    }

    int size() {
        return to - from;
    }
}
