package org.dpoworkbench.engine.order;

import java.util.stream.IntStream;

/// A permutation that depends on seed and epoch only, and that anyone can repeat.
///
/// With `mix` and `word` of [SplitMix64], all arithmetic modulo 2^64:
/// ```
/// generator = SplitMix64 with state mix(mix(seed) + epoch)
/// order = 0, 1, …, n - 1
/// for i from n - 1 down to 1:
///     j = floor(word × (i + 1) / 2^64)      word: the generator's next, unsigned
///     swap order[i] and order[j]
/// ```
/// This is the Fisher–Yates shuffle (Knuth, The Art of Computer Programming, volume 2, algorithm 3.4.2P).
record Shuffled(int pairs, long seed) implements EpochOrder {
    @Override
    public int[] order(int epoch) {
        SplitMix64 random = new SplitMix64(SplitMix64.mix(SplitMix64.mix(seed) + epoch));
        int[] order = IntStream.range(0, pairs).toArray();
        for (int i = pairs - 1; i >= 1; i--) {
            int j = random.below(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }
}
