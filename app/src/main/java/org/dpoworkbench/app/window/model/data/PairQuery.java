package org.dpoworkbench.app.window.model.data;

import java.util.Optional;
import org.dpoworkbench.engine.text.Fate;

/// Which pairs the table shows, and in what order.
///
/// @param search  a text that prompt or answers hold, in any case; empty: all
/// @param problem pairs with this problem
/// @param sort    absent: file order
public record PairQuery(String search, Part part, Optional<ProblemKind> problem, Optional<Sort> sort) {
    public static final PairQuery ALL = new PairQuery("", Part.ALL, Optional.empty(), Optional.empty());

    /// Which side of the split.
    public enum Part {
        ALL,
        TRAIN,
        HELD_OUT,
        LEFT_OUT;

        boolean holds(PairRow row) {
            return switch (this) {
                case ALL -> true;
                case TRAIN -> row.inspected().fate() instanceof Fate.Trained;
                case HELD_OUT -> row.inspected().fate() instanceof Fate.HeldOut;
                case LEFT_OUT -> !row.inspected().isUsed();
            };
        }
    }

    /// What can be sorted by.
    public enum Column {
        NUMBER,
        PROMPT_LENGTH,
        /// Of the only answer.
        ANSWER_LENGTH,
        CHOSEN_LENGTH,
        REJECTED_LENGTH,
        GAP,
        /// Undesirable before desirable.
        LABEL,
        /// How many there are.
        COMPLETIONS,
        PROBLEMS
    }

    public record Sort(Column column, boolean ascending) {}

    public PairQuery withSearch(String text) {
        return new PairQuery(text, part, problem, sort);
    }

    public PairQuery withPart(Part other) {
        return new PairQuery(search, other, problem, sort);
    }

    public PairQuery withProblem(Optional<ProblemKind> other) {
        return new PairQuery(search, part, other, sort);
    }

    public PairQuery withSort(Optional<Sort> other) {
        return new PairQuery(search, part, problem, other);
    }
}
