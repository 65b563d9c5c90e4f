package org.dpoworkbench.engine.evaluation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// What an evaluation says of its pairs that training does not change: columns, a position a pair.
///
/// Evaluations of one run share it, so that a long run's evaluations cost two numbers a pair.
public final class PairSet {
    private final List<String> ids;
    private final List<String> sources;
    private final int[] chosenLengths; // scored tokens
    private final int[] rejectedLengths;
    private final double[] referenceChosen; // Σ log π_ref, in nats
    private final double[] referenceRejected;
    private final Map<String, Integer> positions;

    PairSet(
            List<String> ids,
            List<String> sources,
            int[] chosenLengths,
            int[] rejectedLengths,
            double[] referenceChosen,
            double[] referenceRejected) {
        this.ids = List.copyOf(ids);
        this.sources = List.copyOf(sources);
        this.chosenLengths = chosenLengths;
        this.rejectedLengths = rejectedLengths;
        this.referenceChosen = referenceChosen;
        this.referenceRejected = referenceRejected;
        positions = HashMap.newHashMap(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            positions.putIfAbsent(ids.get(i), i);
        }
    }

    public int size() {
        return ids.size();
    }

    /// Hash of prompt and the unordered answers.
    public String id(int pair) {
        return ids.get(pair);
    }

    public List<String> ids() {
        return ids;
    }

    /// The data file that the pair came from.
    public String source(int pair) {
        return sources.get(pair);
    }

    public int chosenLength(int pair) {
        return chosenLengths[pair];
    }

    public int rejectedLength(int pair) {
        return rejectedLengths[pair];
    }

    double referenceChosen(int pair) {
        return referenceChosen[pair];
    }

    double referenceRejected(int pair) {
        return referenceRejected[pair];
    }

    /// Where the pair of this id stands; the first where a file holds it twice.
    public OptionalInt indexOf(String id) {
        Integer position = positions.get(id);
        return position == null ? OptionalInt.empty() : OptionalInt.of(position);
    }

    /// Whether both hold the same pairs with the same numbers in the same order.
    boolean sameAs(PairSet other) {
        return ids.equals(other.ids)
                && sources.equals(other.sources)
                && Arrays.equals(chosenLengths, other.chosenLengths)
                && Arrays.equals(rejectedLengths, other.rejectedLengths)
                && Arrays.equals(referenceChosen, other.referenceChosen)
                && Arrays.equals(referenceRejected, other.referenceRejected);
    }
}
