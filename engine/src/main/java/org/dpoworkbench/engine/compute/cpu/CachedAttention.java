package org.dpoworkbench.engine.compute.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.dpoworkbench.engine.compute.AttentionShape;

/// Attention of single new rows over the cached keys and values of their sequences, those in the window. An item is a
/// row's key head with
/// the queries that share it, so that each key and value is read once.
final class CachedAttention implements WorkPool.Work {
    private final WorkPool pool;
    private final float[][] scores; // by worker: (queries of a key, cached rows)
    private AttentionShape shape;
    private int most;
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
        this.most = most;
        this.first = first;
        this.last = last;
        this.qkv = qkv;
        this.cache = cache;
        this.out = out;
        pool.run(this, rows * shape.keyValueHeads(), 1);
    }

    @Override
    public void run(int from, int to, int worker) {
        if (scores[worker].length < shape.queriesPerKey() * most + Lanes.LENGTH) {
            scores[worker] = new float[shape.queriesPerKey() * most + Lanes.LENGTH];
        }
        for (int item = from; item < to; item++) {
            attend(item / shape.keyValueHeads(), item % shape.keyValueHeads(), scores[worker]);
        }
    }

    private void attend(int row, int keyHead, float[] score) {
        int end = Lanes.getInt(last + (long) row * Integer.BYTES);
        int begin = Math.max(Lanes.getInt(first + (long) row * Integer.BYTES), end - shape.window() + 1);
        int length = end - begin + 1;
        long cacheStride = 2L * shape.keyValueHeads() * shape.headSize() * Float.BYTES;
        long keys = cache + begin * cacheStride + (long) keyHead * shape.headSize() * Float.BYTES;
        long values = keys + (long) shape.keyValueHeads() * shape.headSize() * Float.BYTES;
        for (int q = 0; q < shape.queriesPerKey(); q++) {
            long head = ((long) keyHead * shape.queriesPerKey() + q) * shape.headSize() * Float.BYTES;
            long query = qkv + (long) row * shape.rowWidth() * Float.BYTES + head;
            score(query, keys, cacheStride, length, score);
            if (shape.cap() > 0) {
                SoftCap.apply(score, length, shape.cap());
            }
            float sum = exponentials(score, length);
            combine(
                    values,
                    cacheStride,
                    length,
                    score,
                    1 / sum,
                    out + (long) row * shape.outputWidth() * Float.BYTES + head);
        }
    }

    /// `score[j]` = scale · query · key j
    private void score(long query, long keys, long stride, int length, float[] score) {
        int whole = Lanes.SPECIES.loopBound(shape.headSize());
        VectorMask<Float> rest = Lanes.below(shape.headSize() - whole);
        boolean isWhole = whole == shape.headSize();
        for (int j = 0; j < length; j++) {
            long key = keys + j * stride;
            FloatVector sum = FloatVector.zero(Lanes.SPECIES);
            for (int i = 0; i < whole; i += Lanes.LENGTH) {
                long at = (long) i * Float.BYTES;
                sum = Lanes.load(query + at).fma(Lanes.load(key + at), sum);
            }
            if (!isWhole) {
                long at = (long) whole * Float.BYTES;
                sum = Lanes.load(query + at, rest).fma(Lanes.load(key + at, rest), sum);
            }
            score[j] = shape.scale() * Lanes.sum(sum);
        }
    }

    /// Turns scores into e^(score − largest) and returns their sum.
    private static float exponentials(float[] score, int length) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < length; j++) {
            largest = Math.max(largest, score[j]);
        }
        FloatVector sum = FloatVector.zero(Lanes.SPECIES);
        for (int j = 0; j < length; j += Lanes.LENGTH) {
            VectorMask<Float> mask = Lanes.below(length - j);
            FloatVector e =
                    Lanes.exp(FloatVector.fromArray(Lanes.SPECIES, score, j).sub(largest));
            e.intoArray(score, j);
            sum = sum.add(e, mask);
        }
        return Lanes.sum(sum);
    }

    /// target = factor · Σ `weight[j]` · value j
    private void combine(long values, long stride, int length, float[] weight, float factor, long target) {
        int i = 0;
        for (; i + 4 * Lanes.LENGTH <= shape.headSize(); i += 4 * Lanes.LENGTH) {
            long at = (long) i * Float.BYTES;
            combineFour(values + at, stride, length, weight, factor, target + at);
        }
        for (; i < shape.headSize(); i += Lanes.LENGTH) {
            VectorMask<Float> mask = Lanes.below(shape.headSize() - i);
            long at = (long) i * Float.BYTES;
            FloatVector sum = FloatVector.zero(Lanes.SPECIES);
            for (int j = 0; j < length; j++) {
                sum = Lanes.load(values + j * stride + at, mask)
                        .fma(FloatVector.broadcast(Lanes.SPECIES, weight[j]), sum);
            }
            Lanes.store(sum.mul(factor), target + at, mask);
        }
    }

    /// Four vectors' worth of a head, side by side: one sum alone would wait for each addition.
    private static void combineFour(long values, long stride, int length, float[] weight, float factor, long target) {
        FloatVector a = FloatVector.zero(Lanes.SPECIES);
        FloatVector b = a;
        FloatVector c = a;
        FloatVector d = a;
        for (int j = 0; j < length; j++) {
            long value = values + j * stride;
            FloatVector share = FloatVector.broadcast(Lanes.SPECIES, weight[j]);
            a = Lanes.load(value).fma(share, a);
            b = Lanes.load(value + Lanes.BYTES).fma(share, b);
            c = Lanes.load(value + 2 * Lanes.BYTES).fma(share, c);
            d = Lanes.load(value + 3 * Lanes.BYTES).fma(share, d);
        }
        Lanes.store(a.mul(factor), target);
        Lanes.store(b.mul(factor), target + Lanes.BYTES);
        Lanes.store(c.mul(factor), target + 2 * Lanes.BYTES);
        Lanes.store(d.mul(factor), target + 3 * Lanes.BYTES);
    }
}
