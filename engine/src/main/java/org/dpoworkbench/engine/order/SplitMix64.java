package org.dpoworkbench.engine.order;

/// A stream of pseudo-random 64-bit words that is the same on every machine and in every version of Java: SplitMix64,
/// Steele, Lea and Flood 2014 ("Fast splittable pseudorandom number generators"), with the constants of Vigna's
/// `splitmix64.c`.
public final class SplitMix64 {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    public SplitMix64(long seed) {
        this.state = seed;
    }

    /// The finaliser: a bijection of 64-bit words that scatters neighbouring ones.
    public static long mix(long word) {
        long z = word;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    public long next() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /// A number in [0, bound): the upper 64 bits of word × bound. Its bias is below bound / 2^64.
    public int below(int bound) {
        return (int) Math.unsignedMultiplyHigh(next(), bound);
    }
}
