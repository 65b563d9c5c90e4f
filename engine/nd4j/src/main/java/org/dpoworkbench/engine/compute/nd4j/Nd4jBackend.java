package org.dpoworkbench.engine.compute.nd4j;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import org.dpoworkbench.engine.compute.AdamWStep;
import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.Bfloat16Tensor;
import org.dpoworkbench.engine.compute.CounterRandom;
import org.dpoworkbench.engine.compute.EightBitTensor;
import org.dpoworkbench.engine.compute.Fit;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.HeadGains;
import org.dpoworkbench.engine.compute.IntTensor;
import org.dpoworkbench.engine.compute.Matrix;
import org.dpoworkbench.engine.compute.MatrixWeight;
import org.dpoworkbench.engine.compute.Nf4Tensor;
import org.dpoworkbench.engine.compute.Nonlinearity;
import org.dpoworkbench.engine.compute.RmsPropStep;
import org.dpoworkbench.engine.compute.Segments;
import org.dpoworkbench.engine.compute.Targets;
import org.dpoworkbench.engine.compute.Vector;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/// The operations in plain ND4J ones, on whichever device its native library is for: correctness before speed.
///
/// Numbers are float32, sums where the interface asks for it float64. Frozen weights are kept in ND4J's BFLOAT16 and
/// widened, a whole matrix at a time, when they are used. Dropout's mask is made on the host. Intermediate results lie
/// in memory that is used anew ([Scratch]); ND4J's small Java objects around them do not.
public final class Nd4jBackend implements Backend {
    private final TensorArrays tensors = new TensorArrays();
    private final Scratch scratch = new Scratch();
    private final Transfers transfers = new Transfers(tensors, scratch);
    private final Products products = new Products(tensors, scratch);
    private final Norms norms = new Norms(tensors, scratch);
    private final HeadNorms headNorms = new HeadNorms(tensors, scratch);
    private final Rotation rotation = new Rotation(tensors, scratch);
    private final Attention attention = new Attention(tensors, scratch);
    private final CachedAttention cachedAttention = new CachedAttention(tensors, scratch);
    private final Activations activations = new Activations(tensors, scratch);
    private final LogProbs logProbs = new LogProbs(tensors, scratch);
    private final Optimizers optimizers = new Optimizers(tensors, scratch);

    @Override
    public String description() {
        Properties environment = Nd4j.getExecutioner().getEnvironmentInformation();
        return "nd4j: ND4J " + Nd4jVersion.VERSION + " on " + environment.getProperty("backend") + ", "
                + environment.get("blas.vendor");
    }

    @Override
    public FloatTensor floats(long rows, int columns) {
        return new FloatTensor(tensors.allocate(DataType.FLOAT, rows, columns), rows, columns);
    }

    @Override
    public Bfloat16Tensor bfloat16s(long rows, int columns) {
        return new Bfloat16Tensor(tensors.allocate(DataType.BFLOAT16, rows, columns), rows, columns);
    }

    @Override
    public FloatTensor floatsOnHost(long rows, int columns) {
        throw new UnsupportedOperationException("ND4J has one memory");
    }

    @Override
    public Nf4Tensor nf4s(long rows, int columns) {
        throw new UnsupportedOperationException("ND4J has no NF4");
    }

    @Override
    public IntTensor ints(int size) {
        return tensors.allocateInts(size);
    }

    @Override
    public long allocatedBytes() {
        return tensors.allocatedBytes();
    }

    @Override
    public MemorySegment read(FloatTensor tensor) {
        return transfers.read(tensor);
    }

    @Override
    public void write(MatrixWeight tensor, Consumer<MemorySegment> writer) {
        transfers.write(tensor, writer);
    }

    @Override
    public void upload(int[] source, int count, IntTensor target) {
        Fit.transfer(source.length, target.size(), count);
        System.arraycopy(source, 0, tensors.ints(target), 0, count);
    }

    @Override
    public void upload(float[] source, int count, FloatTensor target) {
        Fit.transfer(source.length, target.size(), count);
        transfers.put(source, count, target, 0);
    }

    @Override
    public void upload(float[] source, int count, Bfloat16Tensor target) {
        Fit.transfer(source.length, target.size(), count);
        float[] rounded = new float[count];
        for (int i = 0; i < count; i++) {
            rounded[i] = Bfloat16Tensor.widen(Bfloat16Tensor.round(source[i]));
        }
        transfers.put(rounded, count, target, 0);
    }

    @Override
    public void download(FloatTensor source, float[] target, int count) {
        Fit.transfer(source.size(), target.length, count);
        System.arraycopy(transfers.get(source, 0, count), 0, target, 0, count);
    }

    @Override
    public void fill(FloatTensor tensor, float value) {
        if (tensor.size() > 0) {
            tensors.flat(tensor, 0, tensor.size()).assign(value);
        }
    }

    @Override
    public void copy(int rows, FloatTensor source, FloatTensor target) {
        Fit.elements(rows, source, target);
        if (rows > 0) {
            tensors.rows(target, rows).assign(tensors.rows(source, rows));
        }
    }

    @Override
    public void add(int rows, FloatTensor source, FloatTensor target) {
        Fit.elements(rows, source, target);
        if (rows > 0) {
            tensors.rows(target, rows).addi(tensors.rows(source, rows));
        }
    }

    @Override
    public void scale(int rows, float factor, FloatTensor x) {
        Fit.rows("x", x, rows);
        if (rows > 0) {
            tensors.rows(x, rows).muli(factor);
        }
    }

    @Override
    public void multiply(int rows, FloatTensor x, Matrix w, FloatTensor y, boolean add) {
        Fit.linear(rows, x, w, y);
        if (rows > 0) {
            products.multiply(rows, x, w.weight(), !w.inputMajor(), y, add);
        }
    }

    @Override
    public void multiplyBackwardInput(int rows, FloatTensor dy, Matrix w, FloatTensor dx, boolean add) {
        Fit.linear(rows, dx, w, dy);
        if (rows > 0) {
            products.multiply(rows, dy, w.weight(), w.inputMajor(), dx, add);
        }
    }

    @Override
    public void multiplyBackwardWeight(int rows, FloatTensor x, FloatTensor dy, Matrix w) {
        Fit.weightGradient(rows, x, w, dy);
        if (rows > 0) {
            products.weightGradient(rows, x, dy, w);
        }
    }

    @Override
    public void addOuter(int rows, FloatTensor inner, Matrix outer, float scale, FloatTensor y, int first) {
        Fit.outer(rows, inner, outer, y, first);
        if (rows > 0) {
            products.outer(rows, inner, outer, scale, y, first);
        }
    }

    @Override
    public void addOuterBackward(int rows, FloatTensor dy, int first, Matrix outer, float scale, FloatTensor inner) {
        Fit.outerBackward(rows, inner, outer, dy, first);
        if (rows > 0) {
            products.outerBackward(rows, dy, first, outer, scale, inner);
        }
    }

    @Override
    public void dropout(int rows, FloatTensor x, long key, float share, FloatTensor out, boolean add) {
        Fit.dropout(rows, x, share, out);
        if (rows == 0) {
            return;
        }
        float[] factor = new float[rows * x.columns()];
        for (int i = 0; i < factor.length; i++) {
            factor[i] = CounterRandom.uniform(key, i) >= share ? 1 / (1 - share) : 0;
        }
        try (MemoryWorkspace _ = scratch.open()) {
            INDArray kept =
                    tensors.rows(x, rows).mul(Nd4j.createFromArray(factor).reshape(rows, x.columns()));
            INDArray target = tensors.rows(out, rows);
            if (add) {
                target.addi(kept);
            } else {
                target.assign(kept);
            }
        }
    }

    @Override
    public void addBias(int rows, FloatTensor y, Vector bias) {
        Fit.bias(rows, y, bias);
        if (rows > 0) {
            tensors.rows(y, rows).addi(tensors.rows(bias.weight(), 1));
        }
    }

    @Override
    public void biasBackward(int rows, FloatTensor dy, Vector bias) {
        Fit.biasBackward(rows, dy, bias);
        if (rows > 0) {
            try (MemoryWorkspace _ = scratch.open()) {
                tensors.rows(bias.gradient(), 1).addi(Rows.sum(tensors.rows(dy, rows)));
            }
        }
    }

    @Override
    public void gather(int rows, IntTensor index, MatrixWeight table, FloatTensor out, boolean add) {
        Fit.shape("out", out, rows, table.columns());
        int[] numbers = indices("row", rows, index, table.rows());
        if (rows == 0) {
            return;
        }
        try (MemoryWorkspace _ = scratch.open()) {
            INDArray taken = Rows.take(tensors.rows(table, table.rows()), Rows.longs(numbers));
            INDArray target = tensors.rows(out, rows);
            if (add) {
                target.addi(taken.castTo(DataType.FLOAT));
            } else {
                target.assign(taken);
            }
        }
    }

    @Override
    public void scatterAdd(int rows, IntTensor index, FloatTensor x, FloatTensor table) {
        Fit.shape("x", x, rows, table.columns());
        int[] numbers = indices("row", rows, index, table.rows());
        if (rows > 0) {
            try (MemoryWorkspace _ = scratch.open()) {
                Rows.add(tensors.rows(table, table.rows()), tensors.rows(x, rows), numbers);
            }
        }
    }

    /// The first `count` of the index, numbers from 0 to `bound`, exclusive.
    private int[] indices(String name, int count, IntTensor index, long bound) {
        Fit.count("an index", index.size(), count);
        int[] numbers = tensors.ints(index, count);
        for (int i = 0; i < count; i++) {
            Fit.index(name, i, numbers[i], bound);
        }
        return numbers;
    }

    @Override
    public void layerNorm(
            int rows, FloatTensor x, Vector gain, Vector bias, float epsilon, FloatTensor out, FloatTensor statistics) {
        Fit.layerNorm(rows, x, statistics, gain, bias, out);
        if (rows > 0) {
            norms.forward(rows, x, gain, 0, Optional.of(bias), epsilon, out, statistics);
        }
    }

    @Override
    public void layerNormBackward(
            int rows,
            FloatTensor x,
            FloatTensor statistics,
            Vector gain,
            Vector bias,
            FloatTensor dOut,
            FloatTensor dx,
            FloatTensor out) {
        Fit.layerNormBackward(rows, x, statistics, gain, bias, dOut, dx, out);
        if (rows > 0) {
            norms.backward(rows, x, statistics, gain, 0, Optional.of(bias), dOut, dx, out);
        }
    }

    @Override
    public void rmsNorm(
            int rows,
            FloatTensor x,
            Vector gain,
            float offset,
            float epsilon,
            FloatTensor out,
            FloatTensor statistics) {
        Fit.rmsNorm(rows, x, statistics, gain, out);
        if (rows > 0) {
            norms.forward(rows, x, gain, offset, Optional.empty(), epsilon, out, statistics);
        }
    }

    @Override
    public void rmsNormBackward(
            int rows,
            FloatTensor x,
            FloatTensor statistics,
            Vector gain,
            float offset,
            FloatTensor dOut,
            FloatTensor dx,
            FloatTensor out) {
        Fit.rmsNormBackward(rows, x, statistics, gain, dOut, dx, out);
        if (rows > 0) {
            norms.backward(rows, x, statistics, gain, offset, Optional.empty(), dOut, dx, out);
        }
    }

    @Override
    public void normHeads(
            AttentionShape shape,
            int rows,
            FloatTensor raw,
            HeadGains gains,
            float epsilon,
            FloatTensor qkv,
            FloatTensor statistics) {
        Fit.headNorm(shape, rows, raw, gains, qkv, statistics);
        if (rows > 0) {
            headNorms.forward(shape, rows, raw, gains, epsilon, qkv, statistics);
        }
    }

    @Override
    public void normHeadsBackward(
            AttentionShape shape,
            int rows,
            FloatTensor raw,
            FloatTensor statistics,
            HeadGains gains,
            FloatTensor dqkv) {
        Fit.headNormBackward(shape, rows, raw, gains, dqkv, statistics);
        if (rows > 0) {
            headNorms.backward(shape, rows, raw, statistics, gains, dqkv);
        }
    }

    @Override
    public void rotate(
            int rows, IntTensor positions, FloatTensor angles, FloatTensor x, int heads, int headSize, int direction) {
        Fit.rotation(rows, angles, x, heads, headSize);
        int[] numbers = indices("position", rows, positions, angles.rows());
        if (rows > 0 && heads > 0 && angles.columns() > 0) {
            rotation.run(rows, numbers, angles, x, heads, headSize, direction);
        }
    }

    @Override
    public void attention(
            AttentionShape shape, Segments segments, FloatTensor qkv, FloatTensor out, FloatTensor logSumExp) {
        Fit.attention(shape, segments, qkv, out, logSumExp);
        attention.forward(shape, segments, qkv, out, logSumExp);
    }

    @Override
    public void attentionBackward(
            AttentionShape shape,
            Segments segments,
            FloatTensor qkv,
            FloatTensor out,
            FloatTensor logSumExp,
            FloatTensor dOut,
            FloatTensor dqkv) {
        Fit.attentionBackward(shape, segments, qkv, out, logSumExp, dOut, dqkv);
        attention.backward(shape, segments, qkv, logSumExp, dOut, dqkv);
    }

    @Override
    public void remember(AttentionShape shape, int rows, IntTensor place, FloatTensor qkv, FloatTensor cache) {
        Fit.cached(shape, rows, qkv, cache);
        int[] places = indices("place in the cache", rows, place, cache.rows());
        if (rows > 0) {
            cachedAttention.remember(shape, rows, places, qkv, cache);
        }
    }

    @Override
    public void attendRemembered(
            AttentionShape shape,
            int rows,
            IntTensor first,
            IntTensor last,
            FloatTensor qkv,
            FloatTensor cache,
            FloatTensor out) {
        Fit.remembered(shape, rows, qkv, cache, out);
        int[] ends = indices("place in the cache", rows, last, cache.rows());
        int[] beginnings = indices("beginning in the cache", rows, first, cache.rows());
        for (int r = 0; r < rows; r++) {
            if (beginnings[r] > ends[r]) {
                throw new IllegalArgumentException("the sequence of row " + r + " begins after the row");
            }
        }
        cachedAttention.attend(shape, rows, beginnings, ends, qkv, cache, out);
    }

    @Override
    public void activate(Nonlinearity f, int rows, FloatTensor x, FloatTensor out) {
        Fit.activation(rows, x, out);
        if (rows > 0) {
            activations.activate(f, rows, x, out);
        }
    }

    @Override
    public void activateBackward(
            Nonlinearity f, int rows, FloatTensor x, FloatTensor dOut, FloatTensor dx, FloatTensor out) {
        Fit.activationBackward(rows, x, dOut, dx, out);
        if (rows > 0) {
            activations.activateBackward(f, rows, x, dOut, dx, out);
        }
    }

    @Override
    public void gate(Nonlinearity f, int rows, FloatTensor x, FloatTensor out) {
        Fit.gate(rows, x, out);
        if (rows > 0) {
            activations.gate(f, rows, x, out);
        }
    }

    @Override
    public void gateBackward(
            Nonlinearity f, int rows, FloatTensor x, FloatTensor dOut, FloatTensor dx, FloatTensor out) {
        Fit.gateBackward(rows, x, dOut, dx, out);
        if (rows > 0) {
            activations.gateBackward(f, rows, x, dOut, dx, out);
        }
    }

    @Override
    public void softCap(float cap, int rows, FloatTensor x) {
        Fit.softCap(cap, rows, x);
        if (rows > 0) {
            activations.softCap(cap, rows, x);
        }
    }

    @Override
    public void logProbs(int from, int rows, Targets targets, FloatTensor logits, FloatTensor logSumExp, double[] out) {
        Fit.logProbs(from, rows, targets, logits, logSumExp, out.length);
        logProbs.forward(from, rows, targets, logits, logSumExp, out);
    }

    @Override
    public void logSumSquares(
            int from, int rows, Targets targets, FloatTensor logits, FloatTensor logSumExp, double[] out) {
        Fit.logProbs(from, rows, targets, logits, logSumExp, out.length);
        logProbs.logSumSquares(from, rows, targets, logits, logSumExp, out);
    }

    @Override
    public void logProbsBackward(
            int from,
            int rows,
            Targets targets,
            FloatTensor logits,
            float cap,
            FloatTensor logSumExp,
            double[] gradient) {
        Fit.logProbsBackward(from, rows, targets, logits, cap, logSumExp, gradient.length);
        logProbs.backward(from, rows, targets, logits, cap, logSumExp, gradient);
    }

    @Override
    public double squaredNorm(FloatTensor x) {
        return optimizers.squaredNorm(x);
    }

    @Override
    public void adamW(FloatTensor w, FloatTensor g, FloatTensor m, FloatTensor v, AdamWStep step) {
        Fit.adamW(w, g, m, v);
        optimizers.adamW(w, g, m, v, step);
    }

    @Override
    public void adamW(FloatTensor w, FloatTensor g, EightBitTensor m, EightBitTensor v, AdamWStep step) {
        throw new UnsupportedOperationException("ND4J has no moments of 8 bits");
    }

    @Override
    public void rmsProp(FloatTensor w, FloatTensor g, FloatTensor v, RmsPropStep step) {
        Fit.rmsProp(w, g, v);
        optimizers.rmsProp(w, g, v, step);
    }

    @Override
    public void close() {
        transfers.close();
        scratch.close();
        tensors.close();
    }
}
