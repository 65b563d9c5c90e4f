package org.dpoworkbench.engine.sample;

import java.util.Random;

/// Independent random streams of one seed, a name for each, so that drawing more from one changes no other.
record Streams(long seed) {

    /// The stream of that name, at its beginning. Seed and name are mixed by MurmurHash3's finaliser, because the first
    /// numbers of [Random] from neighbouring seeds are alike.
    Random of(String name) {
        long mixed = seed * 0x9E3779B97F4A7C15L + name.hashCode();
        mixed = (mixed ^ (mixed >>> 33)) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return new Random(mixed ^ (mixed >>> 33));
    }
}
