package org.dpoworkbench.engine.compute.nd4j;

import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.HeadGains;
import org.dpoworkbench.engine.compute.Vector;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/// Root-mean-square normalisation of query heads, then of key heads: each head of each row is a row here.
final class HeadNorms {
    private final TensorArrays tensors;
    private final Scratch scratch;

    HeadNorms(TensorArrays tensors, Scratch scratch) {
        this.tensors = tensors;
        this.scratch = scratch;
    }

    /// Query heads, or key heads.
    private record Part(int first, int heads, int headSize, Vector gain, float offset) {
        static Part queries(AttentionShape shape, HeadGains gains) {
            return new Part(0, shape.heads(), shape.headSize(), gains.queries(), gains.offset());
        }

        static Part keys(AttentionShape shape, HeadGains gains) {
            return new Part(shape.heads(), shape.keyValueHeads(), shape.headSize(), gains.keys(), gains.offset());
        }
    }

    void forward(
            AttentionShape shape,
            int rows,
            FloatTensor raw,
            HeadGains gains,
            float epsilon,
            FloatTensor qkv,
            FloatTensor statistics) {
        try (MemoryWorkspace _ = scratch.open()) {
            forward(Part.queries(shape, gains), rows, raw, epsilon, qkv, statistics);
            forward(Part.keys(shape, gains), rows, raw, epsilon, qkv, statistics);
            int values = shape.valueOffset();
            int width = shape.rowWidth() - values;
            tensors.block(qkv, 0, rows, values, width).assign(tensors.block(raw, 0, rows, values, width));
        }
    }

    private void forward(Part p, int rows, FloatTensor raw, float epsilon, FloatTensor qkv, FloatTensor statistics) {
        INDArray x = read(p, rows, raw);
        INDArray inverse = Norms.inverseRoot(x, epsilon);
        tensors.block(statistics, 0, rows, p.first, p.heads).assign(inverse.reshape(rows, p.heads));
        write(p, rows, x.muli(inverse).muli(gain(p)), qkv);
    }

    /// With n the normalised head and d = dOut · gain: dx = inverse · (d − n · mean(d · n)).
    void backward(
            AttentionShape shape,
            int rows,
            FloatTensor raw,
            FloatTensor statistics,
            HeadGains gains,
            FloatTensor dqkv) {
        try (MemoryWorkspace _ = scratch.open()) {
            backward(Part.queries(shape, gains), rows, raw, statistics, dqkv);
            backward(Part.keys(shape, gains), rows, raw, statistics, dqkv);
        }
    }

    private void backward(Part p, int rows, FloatTensor raw, FloatTensor statistics, FloatTensor dqkv) {
        INDArray inverse =
                tensors.block(statistics, 0, rows, p.first, p.heads).dup('c').reshape((long) rows * p.heads, 1);
        INDArray n = read(p, rows, raw).muli(inverse);
        INDArray dOut = read(p, rows, dqkv);
        if (p.gain.trained()) {
            tensors.rows(p.gain.gradient(), 1).addi(Rows.sum(dOut.mul(n)));
        }
        INDArray d = dOut.muli(gain(p));
        INDArray mean = d.mul(n).mean(true, 1);
        write(p, rows, d.subi(n.muli(mean)).muli(inverse), dqkv);
    }

    private INDArray gain(Part p) {
        return tensors.rows(p.gain.weight(), 1).add(p.offset);
    }

    private INDArray read(Part p, int rows, FloatTensor t) {
        return view(p, rows, t).dup('c').reshape((long) rows * p.heads, p.headSize);
    }

    private void write(Part p, int rows, INDArray heads, FloatTensor t) {
        view(p, rows, t).assign(heads.reshape(rows, p.heads, p.headSize));
    }

    private INDArray view(Part p, int rows, FloatTensor t) {
        return tensors.heads(t, rows, p.first * p.headSize, p.heads, p.headSize, p.headSize);
    }
}
