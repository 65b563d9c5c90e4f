package org.dpoworkbench.engine.compute.nd4j;

import java.util.Optional;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.Vector;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/// Layer normalisation, which centres and has a bias, and root-mean-square normalisation, which has neither.
final class Norms {
    private final TensorArrays tensors;
    private final Scratch scratch;

    Norms(TensorArrays tensors, Scratch scratch) {
        this.tensors = tensors;
        this.scratch = scratch;
    }

    void forward(
            int rows,
            FloatTensor x,
            Vector gain,
            float offset,
            Optional<Vector> bias,
            float epsilon,
            FloatTensor out,
            FloatTensor statistics) {
        try (MemoryWorkspace _ = scratch.open()) {
            INDArray n = tensors.rows(x, rows).dup();
            INDArray mean = tensors.block(statistics, 0, rows, 0, 1);
            mean.assign(0);
            if (bias.isPresent()) {
                mean.assign(n.mean(true, 1));
                n.subi(mean.dup());
            }
            INDArray inverse = inverseRoot(n, epsilon);
            tensors.block(statistics, 0, rows, 1, 1).assign(inverse);
            writeOutput(n.muli(inverse), gain, offset, bias, out);
        }
    }

    /// (rows, 1): 1/√(mean square + epsilon).
    static INDArray inverseRoot(INDArray rows, float epsilon) {
        return Transforms.sqrt(rows.mul(rows).mean(true, 1).addi(epsilon), false)
                .rdivi(1);
    }

    private void writeOutput(INDArray n, Vector gain, float offset, Optional<Vector> bias, FloatTensor out) {
        INDArray y = n.mul(gain(gain, offset));
        bias.ifPresent(b -> y.addi(tensors.rows(b.weight(), 1)));
        tensors.rows(out, n.size(0)).assign(y);
    }

    private INDArray gain(Vector gain, float offset) {
        return tensors.rows(gain.weight(), 1).add(offset);
    }

    /// With n the normalised row and d = dOut · gain: dx += inverse · (d − mean(d) − n · mean(d · n)), the mean of d
    /// where rows are centred.
    void backward(
            int rows,
            FloatTensor x,
            FloatTensor statistics,
            Vector gain,
            float offset,
            Optional<Vector> bias,
            FloatTensor dOut,
            FloatTensor dx,
            FloatTensor out) {
        try (MemoryWorkspace _ = scratch.open()) {
            INDArray inverse = tensors.block(statistics, 0, rows, 1, 1).dup();
            INDArray n = tensors.rows(x, rows)
                    .sub(tensors.block(statistics, 0, rows, 0, 1).dup())
                    .muli(inverse);
            INDArray dy = tensors.rows(dOut, rows);
            if (gain.trained()) {
                tensors.rows(gain.gradient(), 1).addi(Rows.sum(dy.mul(n)));
                bias.ifPresent(b -> tensors.rows(b.gradient(), 1).addi(Rows.sum(dy)));
            }
            INDArray d = dy.mul(gain(gain, offset));
            INDArray step = d.sub(n.mul(d.mul(n).mean(true, 1)));
            if (bias.isPresent()) {
                step.subi(d.mean(true, 1));
            }
            tensors.rows(dx, rows).addi(step.muli(inverse));
            writeOutput(n, gain, offset, bias, out);
        }
    }
}
