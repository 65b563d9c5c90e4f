package org.dpoworkbench.engine.compute.nd4j;

import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.Nonlinearity;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/// Feed-forward activations, plain and gated. Results may lie where arguments do: they are written last.
final class Activations {
    private final TensorArrays tensors;
    private final Scratch scratch;

    Activations(TensorArrays tensors, Scratch scratch) {
        this.tensors = tensors;
        this.scratch = scratch;
    }

    void activate(Nonlinearity f, int rows, FloatTensor x, FloatTensor out) {
        try (MemoryWorkspace _ = scratch.open()) {
            tensors.rows(out, rows).assign(Functions.value(f, tensors.rows(x, rows)));
        }
    }

    void activateBackward(Nonlinearity f, int rows, FloatTensor x, FloatTensor dOut, FloatTensor dx, FloatTensor out) {
        try (MemoryWorkspace _ = scratch.open()) {
            INDArray in = tensors.rows(x, rows);
            INDArray value = Functions.value(f, in);
            INDArray d = Functions.slope(f, in).muli(tensors.rows(dOut, rows));
            tensors.rows(dx, rows).assign(d);
            tensors.rows(out, rows).assign(value);
        }
    }

    void gate(Nonlinearity f, int rows, FloatTensor x, FloatTensor out) {
        int width = out.columns();
        try (MemoryWorkspace _ = scratch.open()) {
            INDArray gate = tensors.block(x, 0, rows, 0, width).dup();
            INDArray up = tensors.block(x, 0, rows, width, width);
            tensors.rows(out, rows).assign(Functions.value(f, gate).muli(up));
        }
    }

    void gateBackward(Nonlinearity f, int rows, FloatTensor x, FloatTensor dOut, FloatTensor dx, FloatTensor out) {
        int width = out.columns();
        try (MemoryWorkspace _ = scratch.open()) {
            INDArray gate = tensors.block(x, 0, rows, 0, width).dup();
            INDArray up = tensors.block(x, 0, rows, width, width).dup();
            INDArray dy = tensors.rows(dOut, rows);
            INDArray value = Functions.value(f, gate);
            INDArray dGate = Functions.slope(f, gate).muli(up).muli(dy);
            INDArray dUp = value.mul(dy);
            tensors.block(dx, 0, rows, 0, width).assign(dGate);
            tensors.block(dx, 0, rows, width, width).assign(dUp);
            tensors.rows(out, rows).assign(value.muli(up));
        }
    }

    void softCap(float cap, int rows, FloatTensor x) {
        try (MemoryWorkspace _ = scratch.open()) {
            INDArray all = tensors.rows(x, rows);
            all.assign(Functions.capped(all, cap));
        }
    }
}
