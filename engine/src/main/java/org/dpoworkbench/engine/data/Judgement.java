package org.dpoworkbench.engine.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// What a record says of its completions.
public sealed interface Judgement {
    /// Nothing but that there is one.
    record Unjudged() implements Judgement {}

    /// The first is better than the second.
    ///
    /// @param agreement share of the votes that say so; absent where there were none
    record Preferred(OptionalDouble agreement) implements Judgement {
        static final Preferred WITHOUT_VOTES = new Preferred(OptionalDouble.empty());
    }

    /// Whether the only completion is wanted; of the two of a pair, whether the first is meant, which is, or the
    /// second, which is not.
    record Labelled(boolean desirable) implements Judgement {}

    /// How good each is, in the completions' order.
    ///
    /// @param equalsLeftOut completions as good as one of these, which a ranking has no place for
    record Graded(List<Grade> grades, int equalsLeftOut) implements Judgement {
        public Graded {
            grades = List.copyOf(grades);
        }

        public Graded(List<Grade> grades) {
            this(grades, 0);
        }
    }

    /// How many people found which of two better.
    ///
    /// @param ties votes for neither
    record Voted(int first, int second, int ties) implements Judgement {
        public int votes() {
            return first + second + ties;
        }
    }

    /// How good a completion is.
    ///
    /// @param value      more is better: a score as the file has it, or a rank with the sign turned
    /// @param attributes scores of single aspects, by name, as far as the file has them
    record Grade(double value, Map<String, Double> attributes) {
        public Grade {
            attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        }

        static Grade of(double value) {
            return new Grade(value, Map.of());
        }
    }
}
