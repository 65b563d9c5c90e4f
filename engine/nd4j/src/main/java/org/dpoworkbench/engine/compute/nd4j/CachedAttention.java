package org.dpoworkbench.engine.compute.nd4j;

import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/// Attention of single rows over cached keys and values, a row and a key head at a time.
final class CachedAttention {
    private final TensorArrays tensors;
    private final Scratch scratch;

    CachedAttention(TensorArrays tensors, Scratch scratch) {
        this.tensors = tensors;
        this.scratch = scratch;
    }

    void remember(AttentionShape shape, int rows, int[] place, FloatTensor qkv, FloatTensor cache) {
        try (MemoryWorkspace _ = scratch.open()) {
            INDArray kept = tensors.block(qkv, 0, rows, shape.keyOffset(), shape.cacheWidth())
                    .dup('c');
            Rows.put(tensors.rows(cache, cache.rows()), kept, Rows.longs(place));
        }
    }

    void attend(
            AttentionShape shape,
            int rows,
            int[] first,
            int[] last,
            FloatTensor qkv,
            FloatTensor cache,
            FloatTensor out) {
        for (int r = 0; r < rows; r++) {
            int begin = (int) Math.max(first[r], (long) last[r] - shape.window() + 1);
            for (int k = 0; k < shape.keyValueHeads(); k++) {
                try (MemoryWorkspace _ = scratch.open()) {
                    attend(shape, r, k, begin, last[r] - begin + 1, qkv, cache, out);
                }
            }
        }
    }

    /// The query heads of one key head are the rows of a product.
    private void attend(
            AttentionShape shape,
            int row,
            int keyHead,
            int begin,
            int length,
            FloatTensor qkv,
            FloatTensor cache,
            FloatTensor out) {
        int size = shape.headSize();
        INDArray keys = tensors.block(cache, begin, length, keyHead * size, size);
        INDArray values = tensors.block(cache, begin, length, (shape.keyValueHeads() + keyHead) * size, size);
        INDArray scores = Attention.scores(shape, queryHeads(shape, row, keyHead, qkv), keys);
        INDArray weights = Transforms.exp(scores.subi(scores.max(true, 1)), false);
        weights.divi(weights.sum(true, 1));
        queryHeads(shape, row, keyHead, out).assign(weights.mmul(values));
    }

    /// (queries of the key head, head size)
    private INDArray queryHeads(AttentionShape shape, int row, int keyHead, FloatTensor t) {
        long first = (long) row * t.columns() + keyHead * shape.queriesPerKey() * shape.headSize();
        return tensors.matrix(t, first, shape.queriesPerKey(), shape.headSize());
    }
}
