package org.dpoworkbench.app.window.model.pairs;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.dpoworkbench.engine.evaluation.PairEvaluation;

/// Whether pairs' margins have another sign than before or elsewhere. A tie has no sign and flips nothing.
///
/// @param now    the evaluation in view
/// @param first  the run's first that has margins
/// @param others those in view of the other shown runs
public record Flips(PairEvaluation now, Optional<PairEvaluation> first, List<PairEvaluation> others) {

    /// Whether the pair's sign is another than at the first evaluation.
    public boolean sinceFirst(int pair) {
        return first.isPresent() && opposite(first.get(), pair);
    }

    /// Whether another run gives the pair another sign.
    public boolean betweenRuns(int pair) {
        return others.stream().anyMatch(other -> opposite(other, pair));
    }

    public boolean any(int pair) {
        return sinceFirst(pair) || betweenRuns(pair);
    }

    private boolean opposite(PairEvaluation other, int pair) {
        OptionalInt there = other.pairs() == now.pairs()
                ? OptionalInt.of(pair)
                : other.pairs().indexOf(now.pairs().id(pair));
        return there.isPresent() && now.margin(pair) * other.margin(there.getAsInt()) < 0;
    }
}
