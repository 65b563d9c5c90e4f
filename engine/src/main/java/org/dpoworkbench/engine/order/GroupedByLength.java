package org.dpoworkbench.engine.order;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Pairs of similar length together, yet another order each epoch: shuffled as [Shuffled], then sorted from long to
/// short within stretches of up to 50 steps (fewer where that would leave less than four stretches). The longest
/// pair of all changes places with the first, so that a memory too small shows at once. After transformers'
/// `LengthGroupedSampler`, with our own shuffle.
final class GroupedByLength implements EpochOrder {
    private static final int STEPS_OF_A_STRETCH = 50;
    private static final int LEAST_STRETCHES = 4;

    private final int[] lengths;
    private final int stretch;
    private final Shuffled shuffled;

    /// @param pairsOfAStep batch size times accumulation steps
    GroupedByLength(int[] lengths, int pairsOfAStep, long seed) {
        this.lengths = lengths.clone();
        int steps = Math.clamp(lengths.length / (LEAST_STRETCHES * (long) pairsOfAStep), 1, STEPS_OF_A_STRETCH);
        this.stretch = (int) Math.min(steps * (long) pairsOfAStep, Math.max(1, lengths.length));
        this.shuffled = new Shuffled(lengths.length, seed);
    }

    @Override
    public int pairs() {
        return lengths.length;
    }

    @Override
    public int[] order(int epoch) {
        int[] order = shuffled.order(epoch);
        for (int from = 0; from < order.length; from += stretch) {
            sortFromLongToShort(order, from, Math.min(from + stretch, order.length));
        }
        if (order.length > 0) {
            int longest = IntStream.range(0, order.length)
                    .reduce((a, b) -> lengths[order[b]] > lengths[order[a]] ? b : a)
                    .orElseThrow();
            int first = order[0];
            order[0] = order[longest];
            order[longest] = first;
        }
        return order;
    }

    /// Equal lengths keep their shuffled order.
    private void sortFromLongToShort(int[] order, int from, int to) {
        int[] sorted = Arrays.stream(order, from, to)
                .boxed()
                .sorted(Comparator.comparingInt((Integer pair) -> lengths[pair]).reversed())
                .mapToInt(Integer::intValue)
                .toArray();
        System.arraycopy(sorted, 0, order, from, sorted.length);
    }
}
