package org.dpoworkbench.engine.compute.cpu;

import java.lang.foreign.Arena;
import java.util.Arrays;
import org.dpoworkbench.engine.compute.Segments;

/// Score matrices and key span of one attention tile for each worker; grown to the longest row of keys seen and kept.
final class AttentionScratch {
    /// Query rows of a tile.
    static final int TILE = 64;

    private final Arena arena;
    private final long[] scores;
    private final long[] gradients;
    private final long[] slopes;
    private final KeySpan[] spans;
    private final int[] keys;

    AttentionScratch(Arena arena, int workers) {
        this.arena = arena;
        scores = new long[workers];
        gradients = new long[workers];
        slopes = new long[workers];
        spans = new KeySpan[workers];
        Arrays.setAll(spans, _ -> new KeySpan());
        keys = new int[workers];
    }

    /// Makes room for tiles over the keys of any of the segments, for every worker.
    void reserve(Segments segments) {
        int wanted = 0;
        for (int s = 0; s < segments.segments; s++) {
            wanted = Math.max(wanted, segments.contextLength[s] + segments.length[s]);
        }
        if (keys[0] >= wanted) {
            return;
        }
        int size = Math.max(wanted, 2 * keys[0]);
        long bytes = (long) TILE * KeySpan.strideOf(size) * Float.BYTES;
        for (int w = 0; w < keys.length; w++) {
            scores[w] = arena.allocate(bytes, 64).address();
            gradients[w] = arena.allocate(bytes, 64).address();
            slopes[w] = arena.allocate(bytes, 64).address();
            keys[w] = size;
        }
    }

    /// (TILE, stride of the span) floats.
    long scores(int worker) {
        return scores[worker];
    }

    /// (TILE, stride of the span) floats.
    long gradients(int worker) {
        return gradients[worker];
    }

    /// (TILE, stride of the span) floats: slopes of the scores' cap.
    long slopes(int worker) {
        return slopes[worker];
    }

    KeySpan span(int worker) {
        return spans[worker];
    }
}
