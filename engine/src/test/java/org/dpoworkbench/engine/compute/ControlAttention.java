package org.dpoworkbench.engine.compute;

import java.util.stream.IntStream;

/// Attention by its definition: each query row against the list of key rows that it sees, the last ones of its
/// context and of its own segment.
final class ControlAttention {
    private final ControlMemory memory;
    private final AttentionShape shape;
    private final FloatTensor qkv;

    ControlAttention(ControlMemory memory, AttentionShape shape, FloatTensor qkv) {
        this.memory = memory;
        this.shape = shape;
        this.qkv = qkv;
    }

    void forward(Segments segments, FloatTensor out, FloatTensor logSumExp) {
        forEachQuery(segments, (row, head, keys) -> {
            double[] scores = scores(row, head, keys);
            double log = logSumExp(scores);
            memory.set(logSumExp, head, row, log);
            for (int c = 0; c < shape.headSize(); c++) {
                double sum = 0;
                for (int k = 0; k < keys.length; k++) {
                    sum += Math.exp(scores[k] - log) * memory.get(qkv, keys[k], value(head, c));
                }
                memory.set(out, row, query(head, c), sum);
            }
        });
    }

    /// With p the probabilities and g_k = dOut · v_k: d score_k = p_k (g_k − Σ p g).
    void backward(Segments segments, FloatTensor dOut, FloatTensor dqkv) {
        forEachQuery(segments, (row, head, _) -> clear(dqkv, row, head));
        forEachQuery(segments, (row, head, keys) -> {
            double[] scores = scores(row, head, keys);
            double log = logSumExp(scores);
            double[] p = new double[keys.length];
            double[] g = new double[keys.length];
            double mean = 0;
            for (int k = 0; k < keys.length; k++) {
                p[k] = Math.exp(scores[k] - log);
                for (int c = 0; c < shape.headSize(); c++) {
                    double d = memory.get(dOut, row, query(head, c));
                    g[k] += d * memory.get(qkv, keys[k], value(head, c));
                    memory.add(dqkv, keys[k], value(head, c), p[k] * d);
                }
                mean += p[k] * g[k];
            }
            for (int k = 0; k < keys.length; k++) {
                double d = p[k] * (g[k] - mean) * capSlope(shape, scores[k]) * shape.scale();
                for (int c = 0; c < shape.headSize(); c++) {
                    memory.add(dqkv, row, query(head, c), d * memory.get(qkv, keys[k], key(head, c)));
                    memory.add(dqkv, keys[k], key(head, c), d * memory.get(qkv, row, query(head, c)));
                }
            }
        });
    }

    private interface Query {
        void at(int row, int head, int[] keys);
    }

    private void forEachQuery(Segments segments, Query query) {
        for (int s = 0; s < segments.segments; s++) {
            for (int i = 0; i < segments.length[s]; i++) {
                int row = segments.start[s] + i;
                IntStream context =
                        IntStream.range(0, segments.contextLength[s]).map(plus(segments.contextStart[s]));
                IntStream own = IntStream.rangeClosed(0, i).map(plus(segments.start[s]));
                int unseen = Math.max(0, segments.contextLength[s] + i + 1 - shape.window());
                int[] keys = IntStream.concat(context, own).skip(unseen).toArray();
                for (int head = 0; head < shape.heads(); head++) {
                    query.at(row, head, keys);
                }
            }
        }
    }

    private static java.util.function.IntUnaryOperator plus(int start) {
        return i -> start + i;
    }

    private double[] scores(int row, int head, int[] keys) {
        double[] scores = new double[keys.length];
        for (int k = 0; k < keys.length; k++) {
            for (int c = 0; c < shape.headSize(); c++) {
                scores[k] += memory.get(qkv, row, query(head, c)) * memory.get(qkv, keys[k], key(head, c));
            }
            scores[k] = capped(shape, shape.scale() * scores[k]);
        }
        return scores;
    }

    private void clear(FloatTensor dqkv, int row, int head) {
        for (int c = 0; c < shape.headSize(); c++) {
            memory.set(dqkv, row, query(head, c), 0);
            memory.set(dqkv, row, key(head, c), 0);
            memory.set(dqkv, row, value(head, c), 0);
        }
    }

    private int query(int head, int c) {
        return head * shape.headSize() + c;
    }

    private int key(int head, int c) {
        return shape.keyOffset() + head / shape.queriesPerKey() * shape.headSize() + c;
    }

    private int value(int head, int c) {
        return shape.valueOffset() + head / shape.queriesPerKey() * shape.headSize() + c;
    }

    static double capped(AttentionShape shape, double score) {
        return shape.cap() == 0 ? score : shape.cap() * Math.tanh(score / shape.cap());
    }

    private static double capSlope(AttentionShape shape, double capped) {
        return shape.cap() == 0 ? 1 : 1 - capped / shape.cap() * (capped / shape.cap());
    }

    static double logSumExp(double[] x) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double v : x) {
            largest = Math.max(largest, v);
        }
        double sum = 0;
        for (double v : x) {
            sum += Math.exp(v - largest);
        }
        return largest + Math.log(sum);
    }
}
