package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.BYTES;
import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;
import static org.dpoworkbench.engine.compute.cpu.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/// Row-wise work on a tile of scores. Row i of a tile sees the keys up to its own, `seen + i` of the span's, without
/// those that its window leaves out; what it does not see becomes 0, so that whole tiles can be multiplied.
///
/// Rows are worked on in whole vectors: what lies behind the last visible key is computed with and then cleared. Each
/// loop is small, with one exponential at most: with more in one method the compiler keeps vectors on the heap.
final class AttentionTile {
    private static final FloatVector NOTHING = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);

    private AttentionTile() {}

    /// Turns scores into softmax probabilities in place.
    ///
    /// @param logSumExp where the rows' logs of sums go, one float a row
    static void softmax(long scores, KeySpan span, long logSumExp) {
        for (int i = 0; i < span.rows; i++) {
            long start = scores + (long) i * span.stride * Float.BYTES;
            int hidden = Math.max(0, i - span.slack);
            int keys = span.seen + i - hidden;
            long row = start + (long) hidden * Float.BYTES;
            long end = end(row, keys);
            // e^(NOTHING − largest) is 1e-38, which changes no sum that holds a 1.
            Lanes.store(NOTHING, row + (long) keys * Float.BYTES);
            float largest = largest(row, end);
            exponentials(row, end, largest);
            float total = sum(row, end);
            multiply(row, end, 1 / total);
            clearUnseen(start, hidden, hidden + keys, span.total);
            Lanes.set(logSumExp + (long) i * Float.BYTES, (float) (largest + StrictMath.log(total)));
        }
    }

    /// Turns scores into the probabilities that [#softmax] gave, from the kept logs of sums.
    static void probabilities(long scores, KeySpan span, long logSumExp) {
        for (int i = 0; i < span.rows; i++) {
            long start = scores + (long) i * span.stride * Float.BYTES;
            int hidden = Math.max(0, i - span.slack);
            int keys = span.seen + i - hidden;
            long row = start + (long) hidden * Float.BYTES;
            exponentials(row, end(row, keys), Lanes.get(logSumExp + (long) i * Float.BYTES));
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
            long start = (long) i * span.stride * Float.BYTES;
            int hidden = Math.max(0, i - span.slack);
            int keys = span.seen + i - hidden;
            long first = start + (long) hidden * Float.BYTES;
            long at = (long) i * stride * Float.BYTES;
            float dot = Lanes.dot(dOut + at, out + at, headSize);
            scoreGradient(gradients + first, end(gradients + first, keys), probabilities + first, dot, scale);
            clearUnseen(gradients + start, hidden, hidden + keys, span.total);
        }
    }

    /// Makes what a tile's rows do not see 0 again, whatever slopes were there.
    static void clearUnseen(long tile, KeySpan span) {
        for (int i = 0; i < span.rows; i++) {
            int hidden = Math.max(0, i - span.slack);
            clearUnseen(tile + (long) i * span.stride * Float.BYTES, hidden, span.seen + i, span.total);
        }
    }

    private static void scoreGradient(long row, long end, long probabilities, float dot, float scale) {
        long probability = probabilities;
        for (long at = row; at < end; at += BYTES) {
            Lanes.store(Lanes.load(at).sub(dot).mul(Lanes.load(probability)).mul(scale), at);
            probability += BYTES;
        }
    }

    /// Behind the vector of the last visible key.
    private static long end(long row, int keys) {
        return row + Math.ceilDiv(keys, LENGTH) * BYTES;
    }

    private static void clearUnseen(long row, int first, int end, int total) {
        if (first > 0) {
            Lanes.clear(row, 0, first);
        }
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int key = end; key < total; key += LENGTH) {
            Lanes.store(zero, row + (long) key * Float.BYTES);
        }
    }

    private static float largest(long row, long end) {
        FloatVector m = Lanes.load(row);
        for (long at = row + BYTES; at < end; at += BYTES) {
            m = Lanes.larger(m, Lanes.load(at));
        }
        return Lanes.max(m);
    }

    /// exp(x − offset) in place.
    private static void exponentials(long row, long end, float offset) {
        for (long at = row; at < end; at += BYTES) {
            Lanes.exp(Lanes.load(at).sub(offset)).intoMemorySegment(Lanes.MEMORY, at, Lanes.ORDER);
        }
    }

    private static float sum(long row, long end) {
        FloatVector sum = FloatVector.zero(SPECIES);
        for (long at = row; at < end; at += BYTES) {
            sum = sum.add(Lanes.load(at));
        }
        return Lanes.sum(sum);
    }

    private static void multiply(long row, long end, float factor) {
        for (long at = row; at < end; at += BYTES) {
            Lanes.store(Lanes.load(at).mul(factor), at);
        }
    }
}
