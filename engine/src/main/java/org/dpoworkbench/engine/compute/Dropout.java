package org.dpoworkbench.engine.compute;

/// Which elements a dropout leaves out: decided by a counter and not by a stream, so that any part of a tensor can be
/// decided anew, at any time and by any thread.
public final class Dropout {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private Dropout() {}

    /// Whether element `i`, counted row by row, is kept: where 24 bits of SplitMix64's word `i` are at least `share`.
    public static boolean keeps(long key, long i, float share) {
        return (mix(key + (i + 1) * GOLDEN_GAMMA) >>> 40) * 0x1p-24f >= share;
    }

    /// The key of an object inside another, such as a module in a step.
    public static long key(long key, long number) {
        return mix(key ^ mix(number + GOLDEN_GAMMA));
    }

    /// SplitMix64's finaliser (Steele, Lea and Flood 2014).
    private static long mix(long word) {
        long z = word;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
