package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Row-wise work on a tile of scores. Row i of a tile sees the first `seen + i` keys; what lies beyond becomes 0, so
/// that
/// whole tiles can be multiplied.
final class AttentionTile {
    private AttentionTile() {}

    /// Turns scores into softmax probabilities in place.
    ///
    /// @param seen      keys that the first row sees, itself included
    /// @param width     keys of the tile, floats from row to row
    /// @param logSumExp where the rows' logs of sums go, one float a row
    static void softmax(long scores, int rows, int seen, int width, long logSumExp) {
        for (int i = 0; i < rows; i++) {
            long row = scores + (long) i * width * Float.BYTES;
            int keys = seen + i;
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
            clear(row, keys, width);
            Lanes.set(logSumExp + (long) i * Float.BYTES, (float) (largest + StrictMath.log(total)));
        }
    }

    /// Turns scores into the probabilities that [#softmax] gave, from the kept logs of sums.
    static void probabilities(long scores, int rows, int seen, int width, long logSumExp) {
        for (int i = 0; i < rows; i++) {
            long row = scores + (long) i * width * Float.BYTES;
            int keys = seen + i;
            float log = Lanes.get(logSumExp + (long) i * Float.BYTES);
            for (int c = 0; c < keys; c += LENGTH) {
                var mask = Lanes.below(keys - c);
                long at = row + (long) c * Float.BYTES;
                Lanes.store(Lanes.exp(Lanes.load(at, mask).sub(log)), at, mask);
            }
            clear(row, keys, width);
        }
    }

    /// gradient = probability · (gradient − dot) · scale in place, with dot the row's dOut · out.
    static void scoreGradient(
            long gradients,
            long probabilities,
            int rows,
            int seen,
            int width,
            float scale,
            long dOut,
            long out,
            int headSize,
            int stride) {
        for (int i = 0; i < rows; i++) {
            long row = (long) i * width * Float.BYTES;
            long at = (long) i * stride * Float.BYTES;
            float dot = dot(dOut + at, out + at, headSize);
            int keys = seen + i;
            for (int c = 0; c < keys; c += LENGTH) {
                var mask = Lanes.below(keys - c);
                long cell = row + (long) c * Float.BYTES;
                FloatVector p = Lanes.load(probabilities + cell, mask);
                FloatVector d =
                        Lanes.load(gradients + cell, mask).sub(dot).mul(p).mul(scale);
                Lanes.store(d, gradients + cell, mask);
            }
            clear(gradients + row, keys, width);
        }
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
