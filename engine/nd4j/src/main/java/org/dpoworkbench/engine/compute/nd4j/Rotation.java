package org.dpoworkbench.engine.compute.nd4j;

import org.dpoworkbench.engine.compute.FloatTensor;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/// Rotary positions: the halves of all heads at once.
final class Rotation {
    private final TensorArrays tensors;
    private final Scratch scratch;

    Rotation(TensorArrays tensors, Scratch scratch) {
        this.tensors = tensors;
        this.scratch = scratch;
    }

    void run(int rows, int[] positions, FloatTensor angles, FloatTensor x, int heads, int headSize, int direction) {
        int half = angles.columns() / 2;
        try (MemoryWorkspace _ = scratch.open()) {
            INDArray table = Rows.take(tensors.rows(angles, angles.rows()), Rows.longs(positions));
            INDArray cos = part(table, 0, half);
            INDArray sin = part(table, half, half).muli(direction);
            INDArray first = tensors.heads(x, rows, 0, heads, headSize, half);
            INDArray second = tensors.heads(x, rows, half, heads, headSize, half);
            INDArray turned = first.mul(cos).subi(second.mul(sin));
            second.assign(second.mul(cos).addi(first.mul(sin)));
            first.assign(turned);
        }
    }

    /// (rows, 1, columns), the same for all heads.
    private static INDArray part(INDArray table, int from, int columns) {
        return table.get(NDArrayIndex.all(), NDArrayIndex.interval(from, from + columns))
                .dup('c')
                .reshape(table.size(0), 1, columns);
    }
}
