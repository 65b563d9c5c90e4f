package org.dpoworkbench.engine.compute.nd4j;

import org.dpoworkbench.engine.compute.AdamWStep;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.RmsPropStep;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/// Optimiser steps as `torch.optim` has them; ND4J's own updaters place epsilon and the decay elsewhere.
final class Optimizers {
    /// Floats at a time, so that intermediate results stay small beside the weights.
    private static final long PIECE = 1 << 22;

    /// Floats that are summed one after the other.
    private static final int RUN = 4096;

    private final TensorArrays tensors;
    private final Scratch scratch;

    Optimizers(TensorArrays tensors, Scratch scratch) {
        this.tensors = tensors;
        this.scratch = scratch;
    }

    /// w ← w (1 − lr · decay) − (lr / (1 − β1^t)) · m / (√v / √(1 − β2^t) + ε), with m and v the decayed means of g and
    /// g².
    void adamW(FloatTensor w, FloatTensor g, FloatTensor m, FloatTensor v, AdamWStep s) {
        double rate = s.learningRate / (1 - Math.pow(s.beta1, s.step));
        double rootCorrection = 1 / Math.sqrt(1 - Math.pow(s.beta2, s.step));
        for (long from = 0; from < w.size(); from += PIECE) {
            long count = Math.min(PIECE, w.size() - from);
            try (MemoryWorkspace _ = scratch.open()) {
                INDArray gradient = tensors.flat(g, from, count).mul(s.gradientScale);
                INDArray first = tensors.flat(m, from, count);
                INDArray second = tensors.flat(v, from, count);
                first.muli(s.beta1).addi(gradient.mul(1 - s.beta1));
                second.muli(s.beta2).addi(gradient.muli(gradient).muli(1 - s.beta2));
                INDArray denominator =
                        Transforms.sqrt(second, true).muli(rootCorrection).addi(s.epsilon);
                tensors.flat(w, from, count)
                        .muli(1 - s.learningRate * s.weightDecay)
                        .subi(first.div(denominator).muli(rate));
            }
        }
    }

    /// g ← g + decay · w; w ← w − lr · g / (√v + ε), with v the decayed mean of g².
    void rmsProp(FloatTensor w, FloatTensor g, FloatTensor v, RmsPropStep s) {
        for (long from = 0; from < w.size(); from += PIECE) {
            long count = Math.min(PIECE, w.size() - from);
            try (MemoryWorkspace _ = scratch.open()) {
                INDArray weight = tensors.flat(w, from, count);
                INDArray gradient =
                        tensors.flat(g, from, count).mul(s.gradientScale).addi(weight.mul(s.weightDecay));
                INDArray second = tensors.flat(v, from, count);
                second.muli(s.alpha).addi(gradient.mul(gradient).muli(1 - s.alpha));
                INDArray denominator = Transforms.sqrt(second, true).addi(s.epsilon);
                weight.subi(gradient.divi(denominator).muli(s.learningRate));
            }
        }
    }

    /// In float64: runs of a fixed length by ND4J, their sums one after the other here, so that the order depends on no
    /// thread count.
    double squaredNorm(FloatTensor x) {
        double sum = 0;
        for (long from = 0; from < x.size(); from += PIECE) {
            long count = Math.min(PIECE, x.size() - from);
            long whole = count - count % RUN;
            if (whole > 0) {
                sum = addSquares(x, from, whole, RUN, sum);
            }
            if (whole < count) {
                sum = addSquares(x, from + whole, count - whole, count - whole, sum);
            }
        }
        return sum;
    }

    private double addSquares(FloatTensor x, long from, long count, long run, double before) {
        try (MemoryWorkspace _ = scratch.open()) {
            INDArray piece =
                    tensors.flat(x, from, count).castTo(DataType.DOUBLE).reshape(count / run, run);
            double sum = before;
            for (double s : piece.muli(piece).sum(1).toDoubleVector()) {
                sum += s;
            }
            return sum;
        }
    }
}
