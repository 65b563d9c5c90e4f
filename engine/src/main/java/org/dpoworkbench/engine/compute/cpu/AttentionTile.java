package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Row-wise work on a tile of scores. Row i of a tile sees the keys up to its own, `seen + i` of the span's, without
/// those that its window leaves out; what it does not see becomes 0, so that whole tiles can be multiplied.
final class AttentionTile {
    private AttentionTile() {}

    /// Turns scores into softmax probabilities in place.
    ///
    /// @param logSumExp where the rows' logs of sums go, one float a row
    static void softmax(long scores, KeySpan span, long logSumExp) {
        for (int i = 0; i < span.rows; i++) {
            long start = scores + (long) i * span.total * Float.BYTES;
            int hidden = Math.max(0, i - span.slack);
            long row = start + (long) hidden * Float.BYTES;
            int keys = span.seen + i - hidden;
            float largest = largest(row, keys);
            FloatVector sum = FloatVector.zero(Lanes.SPECIES);
            for (int c = 0; c < keys; c += LENGTH) {
                var mask = Lanes.below(keys - c);
                long at = row + (long) c * Float.BYTES;
                FloatVector e = Lanes.exp(Lanes.load(at, mask).sub(largest));
                sum = sum.add(e, mask);
                Lanes.store(e, at, mask);
            }
            float total = Lanes.sum(sum);
            float inverse = 1 / total;
            for (int c = 0; c < keys; c += LENGTH) {
                var mask = Lanes.below(keys - c);
                long at = row + (long) c * Float.BYTES;
                Lanes.store(Lanes.load(at, mask).mul(inverse), at, mask);
            }
            clearUnseen(start, hidden, hidden + keys, span.total);
            Lanes.set(logSumExp + (long) i * Float.BYTES, (float) (largest + StrictMath.log(total)));
        }
    }

    /// Turns scores into the probabilities that [#softmax] gave, from the kept logs of sums.
    static void probabilities(long scores, KeySpan span, long logSumExp) {
        for (int i = 0; i < span.rows; i++) {
            long start = scores + (long) i * span.total * Float.BYTES;
            int hidden = Math.max(0, i - span.slack);
            long row = start + (long) hidden * Float.BYTES;
            int keys = span.seen + i - hidden;
            float log = Lanes.get(logSumExp + (long) i * Float.BYTES);
            for (int c = 0; c < keys; c += LENGTH) {
                var mask = Lanes.below(keys - c);
                long at = row + (long) c * Float.BYTES;
                Lanes.store(Lanes.exp(Lanes.load(at, mask).sub(log)), at, mask);
            }
            clearUnseen(start, hidden, hidden + keys, span.total);
        }
    }

    /// gradient = probability · (gradient − dot) · scale in place, with dot the row's dOut · out.
    static void scoreGradient(
            long gradients,
            long probabilities,
            KeySpan span,
            float scale,
            long dOut,
            long out,
            int headSize,
            int stride) {
        for (int i = 0; i < span.rows; i++) {
            long start = (long) i * span.total * Float.BYTES;
            int hidden = Math.max(0, i - span.slack);
            long row = start + (long) hidden * Float.BYTES;
            long at = (long) i * stride * Float.BYTES;
            float dot = dot(dOut + at, out + at, headSize);
            int keys = span.seen + i - hidden;
            for (int c = 0; c < keys; c += LENGTH) {
                var mask = Lanes.below(keys - c);
                long cell = row + (long) c * Float.BYTES;
                FloatVector p = Lanes.load(probabilities + cell, mask);
                FloatVector d =
                        Lanes.load(gradients + cell, mask).sub(dot).mul(p).mul(scale);
                Lanes.store(d, gradients + cell, mask);
            }
            clearUnseen(gradients + start, hidden, hidden + keys, span.total);
        }
    }

    private static void clearUnseen(long row, int first, int end, int total) {
        clear(row, 0, first);
        clear(row, end, total);
    }

    private static float largest(long row, int keys) {
        FloatVector m = FloatVector.broadcast(Lanes.SPECIES, Float.NEGATIVE_INFINITY);
        for (int c = 0; c < keys; c += LENGTH) {
            var mask = Lanes.below(keys - c);
            m = m.lanewise(VectorOperators.MAX, Lanes.load(row + (long) c * Float.BYTES, mask), mask);
        }
        return Lanes.max(m);
    }

    private static float dot(long a, long b, int length) {
        FloatVector sum = FloatVector.zero(Lanes.SPECIES);
        for (int c = 0; c < length; c += LENGTH) {
            var mask = Lanes.below(length - c);
            long at = (long) c * Float.BYTES;
            sum = Lanes.load(a + at, mask).fma(Lanes.load(b + at, mask), sum);
        }
        return Lanes.sum(sum);
    }

    private static void clear(long row, int from, int to) {
        FloatVector zero = FloatVector.zero(Lanes.SPECIES);
        for (int c = from; c < to; c += LENGTH) {
            Lanes.store(zero, row + (long) c * Float.BYTES, Lanes.below(to - c));
        }
    }
}
