package org.dpoworkbench.engine.text;

import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.data.DataReport;

/// The examples of a run, in file order, and the account of every record.
///
/// @param train      random access; of large files a view that reads an example's tokens when it is asked for
/// @param evaluation what is held out, the main set first, what headlines say is of it; empty where nothing is
/// @param maxLength  prompt and one completion together, in tokens
public record TokenizedSet<E extends TokenizedExample>(
        List<E> train, List<EvaluationSet<E>> evaluation, DataReport report, int maxLength) {
    public TokenizedSet {
        train = EvaluationSet.asItIs(train);
        evaluation = List.copyOf(evaluation);
    }

    /// With one evaluation set at most, without a name.
    public static <E extends TokenizedExample> TokenizedSet<E> of(
            List<E> train, List<E> heldOut, DataReport report, int maxLength) {
        return new TokenizedSet<>(
                train,
                heldOut.isEmpty() ? List.of() : List.of(new EvaluationSet<>(Optional.empty(), heldOut)),
                report,
                maxLength);
    }

    /// The same set, known to be of one kind of example.
    ///
    /// @throws IllegalArgumentException where it is of another
    @SuppressWarnings("unchecked") // a set is of one kind, and its first example says of which
    public <T extends TokenizedExample> TokenizedSet<T> as(Class<T> kind) {
        Optional<? extends TokenizedExample> first =
                train.isEmpty() ? heldOut().stream().findFirst() : Optional.of(train.getFirst());
        if (first.isPresent() && !kind.isInstance(first.get())) {
            throw new IllegalArgumentException("the examples are no " + kind.getSimpleName() + " but "
                    + first.get().getClass().getSimpleName());
        }
        return (TokenizedSet<T>) this;
    }

    /// The examples of all evaluation sets, one set after the other.
    public List<E> allHeldOut() {
        return Lists.concat(evaluation.stream().map(EvaluationSet::examples).toList());
    }

    /// The main evaluation set's examples.
    public List<E> heldOut() {
        return evaluation.isEmpty() ? List.of() : evaluation.getFirst().examples();
    }
}
