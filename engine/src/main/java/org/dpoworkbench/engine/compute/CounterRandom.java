package org.dpoworkbench.engine.compute;

/// Pseudo-random numbers by a counter and not by a stream, so that any part of a tensor can have its numbers again, at
/// any time and from any thread: number i is SplitMix64's word i (Steele, Lea and Flood 2014, with the constants of
/// Vigna's `splitmix64.c`).
public final class CounterRandom {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private CounterRandom() {}

    /// Number `i` in [0, 1), a multiple of 2⁻²⁴.
    public static float uniform(long key, long i) {
        return (mix(key + (i + 1) * GOLDEN_GAMMA) >>> 40) * 0x1p-24f;
    }

    /// The key of an object inside another, such as a module in a step.
    public static long key(long key, long number) {
        return mix(key ^ mix(number + GOLDEN_GAMMA));
    }

    /// A bijection of 64-bit words that scatters neighbouring ones.
    private static long mix(long word) {
        long z = word;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
