package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
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
            float total = exponentials(row, keys, largest);
            multiply(row, keys, 1 / total);
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
            long at = row;
            long whole = row + (long) Lanes.SPECIES.loopBound(keys) * Float.BYTES;
            for (; at < whole; at += Lanes.BYTES) {
                Lanes.store(Lanes.exp(Lanes.load(at).sub(log)), at);
            }
            VectorMask<Float> mask = Lanes.below(keys % LENGTH);
            Lanes.store(Lanes.exp(Lanes.load(at, mask).sub(log)), at, mask);
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
            long cell = row;
            long whole = row + (long) Lanes.SPECIES.loopBound(keys) * Float.BYTES;
            for (; cell < whole; cell += Lanes.BYTES) {
                FloatVector d = Lanes.load(gradients + cell).sub(dot).mul(Lanes.load(probabilities + cell));
                Lanes.store(d.mul(scale), gradients + cell);
            }
            VectorMask<Float> mask = Lanes.below(keys % LENGTH);
            FloatVector d = Lanes.load(gradients + cell, mask).sub(dot).mul(Lanes.load(probabilities + cell, mask));
            Lanes.store(d.mul(scale), gradients + cell, mask);
            clearUnseen(gradients + start, hidden, hidden + keys, span.total);
        }
    }

    private static void clearUnseen(long row, int first, int end, int total) {
        Lanes.clear(row, 0, first);
        Lanes.clear(row, end, total);
    }

    private static float largest(long row, int keys) {
        FloatVector m = FloatVector.broadcast(Lanes.SPECIES, Float.NEGATIVE_INFINITY);
        long at = row;
        long whole = row + (long) Lanes.SPECIES.loopBound(keys) * Float.BYTES;
        for (; at < whole; at += Lanes.BYTES) {
            m = m.max(Lanes.load(at));
        }
        VectorMask<Float> mask = Lanes.below(keys % LENGTH);
        return Lanes.max(m.lanewise(VectorOperators.MAX, Lanes.load(at, mask), mask));
    }

    /// exp(x − largest) in place.
    ///
    /// @return their sum
    private static float exponentials(long row, int keys, float largest) {
        FloatVector sum = FloatVector.zero(Lanes.SPECIES);
        long at = row;
        long whole = row + (long) Lanes.SPECIES.loopBound(keys) * Float.BYTES;
        for (; at < whole; at += Lanes.BYTES) {
            FloatVector e = Lanes.exp(Lanes.load(at).sub(largest));
            sum = sum.add(e);
            Lanes.store(e, at);
        }
        VectorMask<Float> mask = Lanes.below(keys % LENGTH);
        FloatVector e = Lanes.exp(Lanes.load(at, mask).sub(largest));
        Lanes.store(e, at, mask);
        return Lanes.sum(sum.add(e, mask));
    }

    private static void multiply(long row, int keys, float factor) {
        long at = row;
        long whole = row + (long) Lanes.SPECIES.loopBound(keys) * Float.BYTES;
        for (; at < whole; at += Lanes.BYTES) {
            Lanes.store(Lanes.load(at).mul(factor), at);
        }
        VectorMask<Float> mask = Lanes.below(keys % LENGTH);
        Lanes.store(Lanes.load(at, mask).mul(factor), at, mask);
    }

    private static float dot(long a, long b, int length) {
        FloatVector sum = FloatVector.zero(Lanes.SPECIES);
        int whole = Lanes.SPECIES.loopBound(length);
        for (int c = 0; c < whole; c += LENGTH) {
            long at = (long) c * Float.BYTES;
            sum = Lanes.load(a + at).fma(Lanes.load(b + at), sum);
        }
        VectorMask<Float> mask = Lanes.below(length - whole);
        long at = (long) whole * Float.BYTES;
        return Lanes.sum(whole == length ? sum : Lanes.load(a + at, mask).fma(Lanes.load(b + at, mask), sum));
    }
}
