package org.dpoworkbench.engine.overlap;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Prompts seen so far, asked for one that is much like another. The same prompts in the same order give the same
/// answers. A lookup compares with the first [#MOST] prompts of each bucket only, so that a crowd of like prompts
/// costs no more than a few.
///
/// @param <T> what a prompt is known by
public final class NearDuplicates<T> {
    /// From this likeness on, prompts nearly repeat each other.
    public static final double THRESHOLD = 0.8;

    private static final int MOST = 32;

    private final Map<Long, Bucket> buckets = new HashMap<>();

    private static final class Bucket {
        private int[] members = new int[1];
        private int size;
    }

    private PromptSketch[] sketches = new PromptSketch[64];
    private Object[] keys = new Object[64];
    private int size;

    /// A prompt like another.
    ///
    /// @param key      of the earlier prompt that is most like it, the first of several
    /// @param likeness estimated
    public record Near<T>(T key, double likeness) {}

    public void add(T key, PromptSketch sketch) {
        if (size == sketches.length) {
            sketches = Arrays.copyOf(sketches, 2 * size);
            keys = Arrays.copyOf(keys, 2 * size);
        }
        sketches[size] = sketch;
        keys[size] = key;
        for (int band = 0; band < sketch.bands().length; band++) {
            Bucket bucket = buckets.computeIfAbsent(address(band, sketch.bands()[band]), _ -> new Bucket());
            if (bucket.size < MOST) {
                if (bucket.size == bucket.members.length) {
                    bucket.members = Arrays.copyOf(bucket.members, 2 * bucket.size);
                }
                bucket.members[bucket.size++] = size;
            }
        }
        size++;
    }

    /// The most alike of the prompts so far, where it is alike enough.
    public Optional<Near<T>> find(PromptSketch sketch) {
        int found = -1;
        double best = 0;
        for (int band = 0; band < sketch.bands().length; band++) {
            Bucket bucket = buckets.get(address(band, sketch.bands()[band]));
            for (int i = 0; bucket != null && i < bucket.size; i++) {
                int member = bucket.members[i];
                double likeness = sketches[member].likeness(sketch);
                if (likeness > best || (likeness == best && member < found)) {
                    best = likeness;
                    found = member;
                }
            }
        }
        return best >= THRESHOLD ? Optional.of(new Near<>(key(found), best)) : Optional.empty();
    }

    @SuppressWarnings("unchecked") // only keys of this type are added
    private T key(int member) {
        return (T) keys[member];
    }

    private static long address(int band, int hash) {
        return ((long) band << 32) | Integer.toUnsignedLong(hash);
    }
}
