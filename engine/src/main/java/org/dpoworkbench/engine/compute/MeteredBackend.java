package org.dpoworkbench.engine.compute;

import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/// A backend that also tells where the time goes; it computes what the one below computes.
///
/// Floating-point operations are those that a model asks for: a product of (r, i) by (i, o) takes 2·r·i·o, attention
/// 4·h per query, key that it sees, and head of h floats, and its gradient twice as many. What a device computes anew
/// on the way back is not among them.
public final class MeteredBackend implements Backend {
    private final Backend below;
    private final Meter meter;

    public MeteredBackend(Backend below, Meter meter) {
        this.below = below;
        this.meter = meter;
    }

    private static double product(int rows, Matrix w) {
        return 2.0 * rows * w.inputs() * w.outputs();
    }

    /// Floats of queries that meet keys.
    private static double scores(AttentionShape shape, Segments segments) {
        double pairs = 0;
        for (int s = 0; s < segments.segments; s++) {
            pairs += seen(shape.window(), segments.length[s], segments.contextLength[s]);
        }
        return pairs * shape.heads() * shape.headSize();
    }

    /// How many keys the rows of a segment see together: row i sees its context, the rows before it and itself, but no
    /// more than the window.
    static double seen(int window, int length, int context) {
        double all = (double) length * context + length * (length + 1.0) / 2;
        double hidden = Math.max(0.0, (double) context + length - window);
        double before = Math.max(0.0, (double) context - window);
        return all - hidden * (hidden + 1) / 2 + before * (before + 1) / 2;
    }

    @Override
    public String description() {
        return below.description();
    }

    @Override
    public FloatTensor floats(long rows, int columns) {
        return below.floats(rows, columns);
    }

    @Override
    public FloatTensor floatsOnHost(long rows, int columns) {
        return below.floatsOnHost(rows, columns);
    }

    @Override
    public Bfloat16Tensor bfloat16s(long rows, int columns) {
        return below.bfloat16s(rows, columns);
    }

    @Override
    public Nf4Tensor nf4s(long rows, int columns) {
        return below.nf4s(rows, columns);
    }

    @Override
    public IntTensor ints(int size) {
        return below.ints(size);
    }

    @Override
    public long allocatedBytes() {
        return below.allocatedBytes();
    }

    @Override
    public MemorySegment read(FloatTensor tensor) {
        return below.read(tensor);
    }

    @Override
    public void write(MatrixWeight tensor, Consumer<MemorySegment> writer) {
        below.write(tensor, writer);
    }

    @Override
    public void upload(int[] source, int count, IntTensor target) {
        long began = System.nanoTime();
        below.upload(source, count, target);
        meter.count(Operation.COPY, began);
    }

    @Override
    public void upload(float[] source, int count, FloatTensor target) {
        long began = System.nanoTime();
        below.upload(source, count, target);
        meter.count(Operation.COPY, began);
    }

    @Override
    public void upload(float[] source, int count, Bfloat16Tensor target) {
        long began = System.nanoTime();
        below.upload(source, count, target);
        meter.count(Operation.COPY, began);
    }

    @Override
    public void download(FloatTensor source, float[] target, int count) {
        long began = System.nanoTime();
        below.download(source, target, count);
        meter.count(Operation.COPY, began);
    }

    @Override
    public void fill(FloatTensor tensor, float value) {
        long began = System.nanoTime();
        below.fill(tensor, value);
        meter.count(Operation.COPY, began);
    }

    @Override
    public void copy(int rows, FloatTensor source, FloatTensor target) {
        long began = System.nanoTime();
        below.copy(rows, source, target);
        meter.count(Operation.COPY, began);
    }

    @Override
    public void add(int rows, FloatTensor source, FloatTensor target) {
        long began = System.nanoTime();
        below.add(rows, source, target);
        meter.count(Operation.COPY, began);
    }

    @Override
    public void scale(int rows, float factor, FloatTensor x) {
        long began = System.nanoTime();
        below.scale(rows, factor, x);
        meter.count(Operation.COPY, began);
    }

    @Override
    public void multiply(int rows, FloatTensor x, Matrix w, FloatTensor y, boolean add) {
        long began = System.nanoTime();
        below.multiply(rows, x, w, y, add);
        meter.count(Operation.MATRIX_PRODUCT, began, product(rows, w));
    }

    @Override
    public void multiplyBackwardInput(int rows, FloatTensor dy, Matrix w, FloatTensor dx, boolean add) {
        long began = System.nanoTime();
        below.multiplyBackwardInput(rows, dy, w, dx, add);
        meter.count(Operation.MATRIX_PRODUCT, began, product(rows, w));
    }

    @Override
    public void multiplyBackwardWeight(int rows, FloatTensor x, FloatTensor dy, Matrix w) {
        long began = System.nanoTime();
        below.multiplyBackwardWeight(rows, x, dy, w);
        meter.count(Operation.MATRIX_PRODUCT, began, product(rows, w));
    }

    @Override
    public void addBias(int rows, FloatTensor y, Vector bias) {
        long began = System.nanoTime();
        below.addBias(rows, y, bias);
        meter.count(Operation.BIAS, began);
    }

    @Override
    public void biasBackward(int rows, FloatTensor dy, Vector bias) {
        long began = System.nanoTime();
        below.biasBackward(rows, dy, bias);
        meter.count(Operation.BIAS, began);
    }

    @Override
    public void gather(int rows, IntTensor index, MatrixWeight table, FloatTensor out, boolean add) {
        long began = System.nanoTime();
        below.gather(rows, index, table, out, add);
        meter.count(Operation.ROWS, began);
    }

    @Override
    public void scatterAdd(int rows, IntTensor index, FloatTensor x, FloatTensor table) {
        long began = System.nanoTime();
        below.scatterAdd(rows, index, x, table);
        meter.count(Operation.ROWS, began);
    }

    @Override
    public void addOuter(int rows, FloatTensor inner, Matrix outer, float scale, FloatTensor y, int first) {
        long began = System.nanoTime();
        below.addOuter(rows, inner, outer, scale, y, first);
        meter.count(Operation.MATRIX_PRODUCT, began, product(rows, outer));
    }

    @Override
    public void addOuterBackward(int rows, FloatTensor dy, int first, Matrix outer, float scale, FloatTensor inner) {
        long began = System.nanoTime();
        below.addOuterBackward(rows, dy, first, outer, scale, inner);
        meter.count(Operation.MATRIX_PRODUCT, began, 2 * product(rows, outer));
    }

    @Override
    public void dropout(int rows, FloatTensor x, long key, float share, FloatTensor out, boolean add) {
        long began = System.nanoTime();
        below.dropout(rows, x, key, share, out, add);
        meter.count(Operation.DROPOUT, began);
    }

    @Override
    public void layerNorm(
            int rows, FloatTensor x, Vector gain, Vector bias, float epsilon, FloatTensor out, FloatTensor statistics) {
        long began = System.nanoTime();
        below.layerNorm(rows, x, gain, bias, epsilon, out, statistics);
        meter.count(Operation.NORM, began);
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
        long began = System.nanoTime();
        below.layerNormBackward(rows, x, statistics, gain, bias, dOut, dx, out);
        meter.count(Operation.NORM, began);
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
        long began = System.nanoTime();
        below.rmsNorm(rows, x, gain, offset, epsilon, out, statistics);
        meter.count(Operation.NORM, began);
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
        long began = System.nanoTime();
        below.rmsNormBackward(rows, x, statistics, gain, offset, dOut, dx, out);
        meter.count(Operation.NORM, began);
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
        long began = System.nanoTime();
        below.normHeads(shape, rows, raw, gains, epsilon, qkv, statistics);
        meter.count(Operation.NORM, began);
    }

    @Override
    public void normHeadsBackward(
            AttentionShape shape,
            int rows,
            FloatTensor raw,
            FloatTensor statistics,
            HeadGains gains,
            FloatTensor dqkv) {
        long began = System.nanoTime();
        below.normHeadsBackward(shape, rows, raw, statistics, gains, dqkv);
        meter.count(Operation.NORM, began);
    }

    @Override
    public void rotate(
            int rows, IntTensor positions, FloatTensor angles, FloatTensor x, int heads, int headSize, int direction) {
        long began = System.nanoTime();
        below.rotate(rows, positions, angles, x, heads, headSize, direction);
        meter.count(Operation.ROTATION, began);
    }

    @Override
    public void attention(
            AttentionShape shape, Segments segments, FloatTensor qkv, FloatTensor out, FloatTensor logSumExp) {
        long began = System.nanoTime();
        below.attention(shape, segments, qkv, out, logSumExp);
        meter.count(Operation.ATTENTION, began, 4 * scores(shape, segments));
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
        long began = System.nanoTime();
        below.attentionBackward(shape, segments, qkv, out, logSumExp, dOut, dqkv);
        meter.count(Operation.ATTENTION, began, 8 * scores(shape, segments));
    }

    @Override
    public void remember(AttentionShape shape, int rows, IntTensor place, FloatTensor qkv, FloatTensor cache) {
        long began = System.nanoTime();
        below.remember(shape, rows, place, qkv, cache);
        meter.count(Operation.ATTENTION, began);
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
        long began = System.nanoTime();
        below.attendRemembered(shape, rows, first, last, qkv, cache, out);
        meter.count(Operation.ATTENTION, began);
    }

    @Override
    public void activate(Nonlinearity f, int rows, FloatTensor x, FloatTensor out) {
        long began = System.nanoTime();
        below.activate(f, rows, x, out);
        meter.count(Operation.ACTIVATION, began);
    }

    @Override
    public void activateBackward(
            Nonlinearity f, int rows, FloatTensor x, FloatTensor dOut, FloatTensor dx, FloatTensor out) {
        long began = System.nanoTime();
        below.activateBackward(f, rows, x, dOut, dx, out);
        meter.count(Operation.ACTIVATION, began);
    }

    @Override
    public void gate(Nonlinearity f, int rows, FloatTensor x, FloatTensor out) {
        long began = System.nanoTime();
        below.gate(f, rows, x, out);
        meter.count(Operation.ACTIVATION, began);
    }

    @Override
    public void gateBackward(
            Nonlinearity f, int rows, FloatTensor x, FloatTensor dOut, FloatTensor dx, FloatTensor out) {
        long began = System.nanoTime();
        below.gateBackward(f, rows, x, dOut, dx, out);
        meter.count(Operation.ACTIVATION, began);
    }

    @Override
    public void softCap(float cap, int rows, FloatTensor x) {
        long began = System.nanoTime();
        below.softCap(cap, rows, x);
        meter.count(Operation.LOG_PROB, began);
    }

    @Override
    public void logProbs(
            int from, int rows, Targets targets, FloatTensor logits, FloatTensor logSumExp, double[] logProbs) {
        long began = System.nanoTime();
        below.logProbs(from, rows, targets, logits, logSumExp, logProbs);
        meter.count(Operation.LOG_PROB, began);
    }

    @Override
    public void logSumSquares(
            int from, int rows, Targets targets, FloatTensor logits, FloatTensor logSumExp, double[] logSumSquares) {
        long began = System.nanoTime();
        below.logSumSquares(from, rows, targets, logits, logSumExp, logSumSquares);
        meter.count(Operation.LOG_PROB, began);
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
        long began = System.nanoTime();
        below.logProbsBackward(from, rows, targets, logits, cap, logSumExp, gradient);
        meter.count(Operation.LOG_PROB, began);
    }

    @Override
    public double squaredNorm(FloatTensor x) {
        long began = System.nanoTime();
        double result = below.squaredNorm(x);
        meter.count(Operation.OPTIMISER, began);
        return result;
    }

    @Override
    public void adamW(FloatTensor w, FloatTensor g, FloatTensor m, FloatTensor v, AdamWStep step) {
        long began = System.nanoTime();
        below.adamW(w, g, m, v, step);
        meter.count(Operation.OPTIMISER, began);
    }

    @Override
    public void adamW(FloatTensor w, FloatTensor g, EightBitTensor m, EightBitTensor v, AdamWStep step) {
        long began = System.nanoTime();
        below.adamW(w, g, m, v, step);
        meter.count(Operation.OPTIMISER, began);
    }

    @Override
    public void rmsProp(FloatTensor w, FloatTensor g, FloatTensor v, RmsPropStep step) {
        long began = System.nanoTime();
        below.rmsProp(w, g, v, step);
        meter.count(Operation.OPTIMISER, began);
    }

    @Override
    public void close() {
        below.close();
    }
}
