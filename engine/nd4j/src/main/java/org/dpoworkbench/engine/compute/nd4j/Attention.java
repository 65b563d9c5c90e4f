package org.dpoworkbench.engine.compute.nd4j;

import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.Segments;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/// Attention, a segment and a key head at a time: all scores of the segment's rows against its context
/// and itself, and a mask over what they must not see.
final class Attention {
    private final TensorArrays tensors;
    private final Scratch scratch;

    Attention(TensorArrays tensors, Scratch scratch) {
        this.tensors = tensors;
        this.scratch = scratch;
    }

    /// A segment's rows and those of its context, which are its keys: first the context's, then its own.
    private record Span(int start, int length, int contextStart, int contextLength) {
        static Span of(Segments s, int i) {
            return new Span(s.start[i], s.length[i], s.contextStart[i], s.contextLength[i]);
        }

        int keys() {
            return contextLength + length;
        }
    }

    void forward(AttentionShape shape, Segments segments, FloatTensor qkv, FloatTensor out, FloatTensor logSumExp) {
        forEachKeyHead(shape, segments, (span, keyHead, mask) -> {
            INDArray keys = keys(span, qkv, keyColumn(shape, keyHead), shape.headSize());
            INDArray values = keys(span, qkv, valueColumn(shape, keyHead), shape.headSize());
            for (int head : queryHeads(shape, keyHead)) {
                INDArray queries = own(span, qkv, head * shape.headSize(), shape.headSize());
                INDArray scores = scores(shape, queries, keys).addi(mask);
                INDArray largest = scores.max(true, 1);
                INDArray weights = Transforms.exp(scores.subi(largest), false);
                INDArray sums = weights.sum(true, 1);
                own(span, out, head * shape.headSize(), shape.headSize())
                        .assign(weights.divi(sums).mmul(values));
                logColumn(span, logSumExp, head)
                        .assign(Transforms.log(sums, true).addi(largest));
            }
        });
    }

    /// With p the probabilities and g = dOut · Vᵀ: d scores = p (g − Σ p g).
    void backward(
            AttentionShape shape,
            Segments segments,
            FloatTensor qkv,
            FloatTensor logSumExp,
            FloatTensor dOut,
            FloatTensor dqkv) {
        for (int s = 0; s < segments.segments; s++) {
            if (segments.length[s] > 0) {
                own(Span.of(segments, s), dqkv, 0, shape.rowWidth()).assign(0);
            }
        }
        forEachKeyHead(shape, segments, (span, keyHead, mask) -> {
            INDArray keys = keys(span, qkv, keyColumn(shape, keyHead), shape.headSize());
            INDArray values = keys(span, qkv, valueColumn(shape, keyHead), shape.headSize());
            for (int head : queryHeads(shape, keyHead)) {
                int column = head * shape.headSize();
                INDArray queries = own(span, qkv, column, shape.headSize());
                INDArray d = own(span, dOut, column, shape.headSize());
                INDArray scores = scores(shape, queries, keys);
                INDArray p = Transforms.exp(scores.add(mask).subi(logColumn(span, logSumExp, head)), false);
                INDArray g = d.mmul(values.transpose());
                INDArray mean = g.mul(p).sum(true, 1);
                INDArray dScores = g.subi(mean).muli(p).muli(shape.scale());
                if (shape.cap() > 0) {
                    dScores.muli(Functions.capSlope(scores, shape.cap()));
                }
                own(span, dqkv, column, shape.headSize()).assign(dScores.mmul(keys));
                addToKeys(span, dScores.transpose().mmul(queries), dqkv, keyColumn(shape, keyHead));
                addToKeys(span, p.transpose().mmul(d), dqkv, valueColumn(shape, keyHead));
            }
        });
    }

    private interface KeyHead {
        void at(Span span, int keyHead, INDArray mask);
    }

    private void forEachKeyHead(AttentionShape shape, Segments segments, KeyHead work) {
        for (int s = 0; s < segments.segments; s++) {
            Span span = Span.of(segments, s);
            for (int k = 0; k < shape.keyValueHeads() && span.length > 0; k++) {
                try (MemoryWorkspace _ = scratch.open()) {
                    work.at(span, k, mask(span, shape.window()));
                }
            }
        }
    }

    /// 0 where a row may look, else −∞: row i sees the last `window` of the keys up to its own.
    private static INDArray mask(Span span, int window) {
        float[] hidden = new float[span.length * span.keys()];
        for (int i = 0; i < span.length; i++) {
            int last = span.contextLength + i;
            for (int k = 0; k < span.keys(); k++) {
                boolean seen = k <= last && k > (long) last - window;
                hidden[i * span.keys() + k] = seen ? 0 : Float.NEGATIVE_INFINITY;
            }
        }
        return Nd4j.create(hidden, new long[] {span.length, span.keys()}, DataType.FLOAT);
    }

    /// Scaled and capped.
    static INDArray scores(AttentionShape shape, INDArray queries, INDArray keys) {
        INDArray scores = queries.mmul(keys.transpose()).muli(shape.scale());
        return shape.cap() > 0 ? Functions.capped(scores, shape.cap()) : scores;
    }

    static int[] queryHeads(AttentionShape shape, int keyHead) {
        int[] heads = new int[shape.queriesPerKey()];
        for (int i = 0; i < heads.length; i++) {
            heads[i] = keyHead * shape.queriesPerKey() + i;
        }
        return heads;
    }

    private static int keyColumn(AttentionShape shape, int keyHead) {
        return shape.keyOffset() + keyHead * shape.headSize();
    }

    private static int valueColumn(AttentionShape shape, int keyHead) {
        return shape.valueOffset() + keyHead * shape.headSize();
    }

    private INDArray own(Span span, FloatTensor t, int column, int columns) {
        return tensors.block(t, span.start, span.length, column, columns);
    }

    private INDArray context(Span span, FloatTensor t, int column, int columns) {
        return tensors.block(t, span.contextStart, span.contextLength, column, columns);
    }

    private INDArray keys(Span span, FloatTensor t, int column, int columns) {
        INDArray own = own(span, t, column, columns);
        return span.contextLength == 0 ? own : Nd4j.concat(0, context(span, t, column, columns), own);
    }

    private void addToKeys(Span span, INDArray gradient, FloatTensor dqkv, int column) {
        int columns = (int) gradient.size(1);
        if (span.contextLength > 0) {
            context(span, dqkv, column, columns).addi(part(gradient, 0, span.contextLength));
        }
        own(span, dqkv, column, columns).addi(part(gradient, span.contextLength, span.keys()));
    }

    private static INDArray part(INDArray rows, long from, long to) {
        return rows.get(NDArrayIndex.interval(from, to), NDArrayIndex.all());
    }

    private INDArray logColumn(Span span, FloatTensor logSumExp, int head) {
        return tensors.column(logSumExp, (long) head * logSumExp.columns() + span.start, span.length);
    }
}
