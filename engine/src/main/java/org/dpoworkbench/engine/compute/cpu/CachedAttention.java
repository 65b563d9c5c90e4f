package org.dpoworkbench.engine.compute.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.dpoworkbench.engine.compute.AttentionShape;

/// Attention of single new rows over the cached keys and values of their sequences, those in the window. An item is a
/// row with some of its key heads, all of them where there are rows enough for the threads: a sequence's keys are then
/// read in the order in which they lie in memory, each once for the queries that share it.
final class CachedAttention implements WorkPool.Work {
    /// Items for each thread that there are at least, where heads suffice.
    private static final int ITEMS = 2;

    /// Keys or values that are computed with at a time.
    private static final int KEYS = 4;

    private final WorkPool pool;
    private final float[][] scores; // by worker: (queries of an item, width)
    private AttentionShape shape;

    /// Key heads of an item; the last of a row may have fewer.
    private int heads;

    /// From one query's scores to the next one's.
    private int width;

    private long cacheBytes;
    private long headBytes;

    /// Of a head's numbers, those in whole vectors.
    private int whole;

    private long first;
    private long last;
    private long qkv;
    private long cache;
    private long out;

    CachedAttention(WorkPool pool) {
        this.pool = pool;
        scores = new float[pool.threads()][0];
    }

    /// @param most cached rows that a row sees, of the longest sequence
    void run(AttentionShape shape, int rows, int most, long first, long last, long qkv, long cache, long out) {
        this.shape = shape;
        this.first = first;
        this.last = last;
        this.qkv = qkv;
        this.cache = cache;
        this.out = out;
        width = most + Lanes.LENGTH;
        headBytes = (long) shape.headSize() * Float.BYTES;
        whole = Lanes.SPECIES.loopBound(shape.headSize());
        cacheBytes = (long) shape.cacheWidth() * Float.BYTES;
        int parts = Math.min(shape.keyValueHeads(), Math.ceilDiv(ITEMS * pool.threads(), rows));
        heads = Math.ceilDiv(shape.keyValueHeads(), parts);
        pool.run(this, rows * parts(), 1);
    }

    private int parts() {
        return Math.ceilDiv(shape.keyValueHeads(), heads);
    }

    @Override
    public void run(int from, int to, int worker) {
        if (scores[worker].length < heads * shape.queriesPerKey() * width) {
            scores[worker] = new float[heads * shape.queriesPerKey() * width];
        }
        for (int item = from; item < to; item++) {
            int head = item % parts() * heads;
            attend(item / parts(), head, Math.min(heads, shape.keyValueHeads() - head), scores[worker]);
        }
    }

    private void attend(int row, int head, int count, float[] score) {
        int end = Lanes.getInt(last + (long) row * Integer.BYTES);
        int begin = Math.max(Lanes.getInt(first + (long) row * Integer.BYTES), end - shape.window() + 1);
        int length = end - begin + 1;
        int query = head * shape.queriesPerKey();
        int queries = count * shape.queriesPerKey();
        long keys = cache + begin * cacheBytes + head * headBytes;
        score(qkv + (long) row * shape.rowWidth() * Float.BYTES + query * headBytes, queries, keys, length, score);
        for (int q = 0; q < queries; q++) {
            softmax(score, q * width, length);
        }
        long values = keys + shape.keyValueHeads() * headBytes;
        long target = out + (long) row * shape.outputWidth() * Float.BYTES + query * headBytes;
        combine(values, queries, length, score, target);
    }

    /// `score[q][j]` = scale · query q · key j, a few keys at a time for all queries.
    private void score(long query, int queries, long keys, int length, float[] score) {
        int j = 0;
        for (; j + KEYS <= length; j += KEYS) {
            long key = keys + j * cacheBytes;
            for (int q = 0; q < queries; key += headBytes) {
                for (int end = q + shape.queriesPerKey(); q < end; q++) {
                    scoreFour(query + q * headBytes, key, score, q * width + j);
                }
            }
        }
        for (; j < length; j++) {
            long key = keys + j * cacheBytes;
            for (int q = 0; q < queries; key += headBytes) {
                for (int end = q + shape.queriesPerKey(); q < end; q++) {
                    score[q * width + j] = shape.scale() * Lanes.dot(query + q * headBytes, key, shape.headSize());
                }
            }
        }
    }

    private void scoreFour(long query, long key, float[] score, int at) {
        FloatVector a = FloatVector.zero(Lanes.SPECIES);
        FloatVector b = a;
        FloatVector c = a;
        FloatVector d = a;
        long stride = cacheBytes;
        long from = key;
        for (int i = 0; i < whole; i += Lanes.LENGTH) {
            FloatVector factor = Lanes.load(query + (long) i * Float.BYTES);
            a = factor.fma(Lanes.load(from), a);
            b = factor.fma(Lanes.load(from + stride), b);
            c = factor.fma(Lanes.load(from + 2 * stride), c);
            d = factor.fma(Lanes.load(from + 3 * stride), d);
            from += Lanes.BYTES;
        }
        if (whole < shape.headSize()) {
            VectorMask<Float> rest = Lanes.below(shape.headSize() - whole);
            FloatVector factor = Lanes.load(query + (long) whole * Float.BYTES, rest);
            a = factor.fma(Lanes.load(from, rest), a);
            b = factor.fma(Lanes.load(from + stride, rest), b);
            c = factor.fma(Lanes.load(from + 2 * stride, rest), c);
            d = factor.fma(Lanes.load(from + 3 * stride, rest), d);
        }
        score[at] = shape.scale() * Lanes.sum(a);
        score[at + 1] = shape.scale() * Lanes.sum(b);
        score[at + 2] = shape.scale() * Lanes.sum(c);
        score[at + 3] = shape.scale() * Lanes.sum(d);
    }

    /// Of scores their softmax.
    private void softmax(float[] score, int from, int length) {
        if (shape.cap() > 0) {
            SoftCap.apply(score, from, length, shape.cap());
        }
        float largest = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < length; j++) {
            largest = Math.max(largest, score[from + j]);
        }
        FloatVector sum = FloatVector.zero(Lanes.SPECIES);
        for (int j = 0; j < length; j += Lanes.LENGTH) {
            FloatVector e = Lanes.exp(
                    FloatVector.fromArray(Lanes.SPECIES, score, from + j).sub(largest));
            e.intoArray(score, from + j);
            sum = sum.add(e, Lanes.below(length - j));
        }
        float factor = 1 / Lanes.sum(sum);
        for (int j = 0; j < length; j += Lanes.LENGTH) {
            FloatVector.fromArray(Lanes.SPECIES, score, from + j).mul(factor).intoArray(score, from + j);
        }
    }

    /// target q = Σ `weight[q][j]` · value j, a few values at a time for all queries.
    private void combine(long values, int queries, int length, float[] weight, long target) {
        Lanes.clear(target, 0, queries * shape.headSize());
        int j = 0;
        for (; j + KEYS <= length; j += KEYS) {
            long value = values + j * cacheBytes;
            for (int q = 0; q < queries; value += headBytes) {
                for (int end = q + shape.queriesPerKey(); q < end; q++) {
                    addFour(value, weight, q * width + j, target + q * headBytes);
                }
            }
        }
        for (; j < length; j++) {
            long value = values + j * cacheBytes;
            for (int q = 0; q < queries; value += headBytes) {
                for (int end = q + shape.queriesPerKey(); q < end; q++) {
                    add(value, weight[q * width + j], target + q * headBytes);
                }
            }
        }
    }

    private void addFour(long value, float[] weight, int at, long target) {
        FloatVector a = FloatVector.broadcast(Lanes.SPECIES, weight[at]);
        FloatVector b = FloatVector.broadcast(Lanes.SPECIES, weight[at + 1]);
        FloatVector c = FloatVector.broadcast(Lanes.SPECIES, weight[at + 2]);
        FloatVector d = FloatVector.broadcast(Lanes.SPECIES, weight[at + 3]);
        long stride = cacheBytes;
        long from = value;
        long to = target;
        for (int i = 0; i < whole; i += Lanes.LENGTH) {
            FloatVector sum = a.fma(Lanes.load(from), Lanes.load(to));
            sum = b.fma(Lanes.load(from + stride), sum);
            sum = c.fma(Lanes.load(from + 2 * stride), sum);
            Lanes.store(d.fma(Lanes.load(from + 3 * stride), sum), to);
            from += Lanes.BYTES;
            to += Lanes.BYTES;
        }
        if (whole < shape.headSize()) {
            VectorMask<Float> rest = Lanes.below(shape.headSize() - whole);
            FloatVector sum = a.fma(Lanes.load(from, rest), Lanes.load(to, rest));
            sum = b.fma(Lanes.load(from + stride, rest), sum);
            sum = c.fma(Lanes.load(from + 2 * stride, rest), sum);
            Lanes.store(d.fma(Lanes.load(from + 3 * stride, rest), sum), to, rest);
        }
    }

    private void add(long value, float weight, long target) {
        FloatVector factor = FloatVector.broadcast(Lanes.SPECIES, weight);
        for (int i = 0; i < whole; i += Lanes.LENGTH) {
            long at = (long) i * Float.BYTES;
            Lanes.store(factor.fma(Lanes.load(value + at), Lanes.load(target + at)), target + at);
        }
        if (whole < shape.headSize()) {
            VectorMask<Float> rest = Lanes.below(shape.headSize() - whole);
            long at = (long) whole * Float.BYTES;
            Lanes.store(factor.fma(Lanes.load(value + at, rest), Lanes.load(target + at, rest)), target + at, rest);
        }
    }
}
