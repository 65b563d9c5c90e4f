package org.dpoworkbench.engine.compute.nd4j;

import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.Matrix;
import org.dpoworkbench.engine.compute.MatrixWeight;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/// Linear maps and low-rank adapters: ND4J's matrix products, cuBLAS or OpenBLAS underneath.
final class Products {
    private final TensorArrays tensors;
    private final Scratch scratch;

    Products(TensorArrays tensors, Scratch scratch) {
        this.tensors = tensors;
        this.scratch = scratch;
    }

    /// out = x · op(W), or added to it.
    void multiply(int rows, FloatTensor x, MatrixWeight w, boolean transpose, FloatTensor out, boolean add) {
        try (MemoryWorkspace _ = scratch.open()) {
            INDArray weight = tensors.widened(w);
            INDArray product = tensors.rows(x, rows).mmul(transpose ? weight.transpose() : weight);
            INDArray target = tensors.rows(out, rows);
            if (add) {
                target.addi(product);
            } else {
                target.assign(product);
            }
        }
    }

    /// gradient += xᵀ · dy, or its transpose where rows are outputs.
    void weightGradient(int rows, FloatTensor x, FloatTensor dy, Matrix w) {
        try (MemoryWorkspace _ = scratch.open()) {
            INDArray inputs = tensors.rows(x, rows);
            INDArray outputs = tensors.rows(dy, rows);
            tensors.rows(w.gradient(), w.gradient().rows())
                    .addi(
                            w.inputMajor()
                                    ? inputs.transpose().mmul(outputs)
                                    : outputs.transpose().mmul(inputs));
        }
    }

    void outer(int rows, FloatTensor inner, Matrix outer, float scale, FloatTensor y, int first) {
        try (MemoryWorkspace _ = scratch.open()) {
            INDArray b = tensors.widened(outer.weight());
            tensors.block(y, 0, rows, first, outer.outputs())
                    .addi(tensors.rows(inner, rows).mmul(b.transpose()).muli(scale));
        }
    }

    void outerBackward(int rows, FloatTensor dy, int first, Matrix outer, float scale, FloatTensor inner) {
        try (MemoryWorkspace _ = scratch.open()) {
            INDArray d = tensors.block(dy, 0, rows, first, outer.outputs()).mul(scale);
            INDArray low = tensors.rows(inner, rows);
            tensors.rows(outer.gradient(), outer.outputs()).addi(d.transpose().mmul(low));
            low.assign(d.mmul(tensors.widened(outer.weight())));
        }
    }
}
