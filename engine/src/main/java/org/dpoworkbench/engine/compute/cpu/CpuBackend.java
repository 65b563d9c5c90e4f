package org.dpoworkbench.engine.compute.cpu;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.dpoworkbench.engine.compute.AdamWStep;
import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.IntTensor;
import org.dpoworkbench.engine.compute.Matrix;
import org.dpoworkbench.engine.compute.Nonlinearity;
import org.dpoworkbench.engine.compute.RmsPropStep;
import org.dpoworkbench.engine.compute.Segments;
import org.dpoworkbench.engine.compute.Targets;
import org.dpoworkbench.engine.compute.Vector;

/// The processor: OpenBLAS for matrix products, the Vector API for everything else, one pool of threads under both.
///
/// Results do not depend on when code is compiled; on the thread count only through the matrix library's blocking.
public final class CpuBackend implements Backend {
    private static final long ALIGNMENT = 64;

    private final Arena arena = Arena.ofShared();
    private final WorkPool pool;
    private final MatrixProduct product;
    private final Copy copy;
    private final AddBias addBias;
    private final ColumnSums columnSums;
    private final Gather gather;
    private final ScatterAdd scatterAdd;
    private final LayerNormForward norm;
    private final LayerNormBackward normBackward;
    private final NormParameterBackward normParameters;
    private final Rotation rotation;
    private final AttentionScratch scratch;
    private final AttentionForward attention;
    private final AttentionBackward attentionBackward;
    private final ActivationForward activation;
    private final ActivationBackward activationBackward;
    private final LogProbForward logProb;
    private final LogProbBackward logProbBackward;
    private final SquaredNorm squaredNorm;
    private final AdamWKernel adamW;
    private final RmsPropKernel rmsProp;
    private long allocated;

    /// @param threads 0: one for each processor
    public CpuBackend(int threads) {
        pool = new WorkPool(threads > 0 ? threads : Runtime.getRuntime().availableProcessors());
        product = new MatrixProduct(pool);
        copy = new Copy(pool);
        addBias = new AddBias(pool);
        columnSums = new ColumnSums(pool);
        gather = new Gather(pool);
        scatterAdd = new ScatterAdd(pool);
        norm = new LayerNormForward(pool);
        normBackward = new LayerNormBackward(pool);
        normParameters = new NormParameterBackward(pool);
        rotation = new Rotation(pool);
        scratch = new AttentionScratch(arena, pool.threads());
        attention = new AttentionForward(pool, scratch);
        attentionBackward = new AttentionBackward(pool, scratch);
        activation = new ActivationForward(pool);
        activationBackward = new ActivationBackward(pool);
        logProb = new LogProbForward(pool);
        logProbBackward = new LogProbBackward(pool);
        squaredNorm = new SquaredNorm(pool);
        adamW = new AdamWKernel(pool);
        rmsProp = new RmsPropKernel(pool);
    }

    @Override
    public String description() {
        return "cpu: OpenBLAS (" + OpenBlas.core() + "), Vector API " + Lanes.SPECIES.vectorBitSize() + " bit, "
                + pool.threads() + " threads";
    }

    @Override
    public FloatTensor floats(long rows, int columns) {
        return new FloatTensor(allocate(rows * columns * Float.BYTES), rows, columns);
    }

    @Override
    public IntTensor ints(int size) {
        return new IntTensor(allocate((long) size * Integer.BYTES), size);
    }

    private long allocate(long bytes) {
        allocated += bytes;
        return arena.allocate(Math.max(bytes, ALIGNMENT), ALIGNMENT).address();
    }

    @Override
    public long allocatedBytes() {
        return allocated;
    }

    @Override
    public MemorySegment host(FloatTensor tensor) {
        return MemorySegment.ofAddress(tensor.address()).reinterpret(tensor.size() * Float.BYTES, arena, null);
    }

    @Override
    public void upload(int[] source, int count, IntTensor target) {
        require(count <= target.size(), "integers to upload");
        MemorySegment.copy(
                source,
                0,
                MemorySegment.ofAddress(target.address()).reinterpret((long) count * Integer.BYTES),
                ValueLayout.JAVA_INT,
                0,
                count);
    }

    @Override
    public void upload(float[] source, int count, FloatTensor target) {
        require(count <= target.size(), "floats to upload");
        MemorySegment.copy(source, 0, host(target), ValueLayout.JAVA_FLOAT, 0, count);
    }

    @Override
    public void download(FloatTensor source, float[] target, int count) {
        require(count <= source.size(), "floats to download");
        MemorySegment.copy(host(source), ValueLayout.JAVA_FLOAT, 0, target, 0, count);
    }

    @Override
    public void fill(FloatTensor tensor, float value) {
        if (value == 0) {
            host(tensor).fill((byte) 0);
        } else {
            for (long i = 0; i < tensor.size(); i++) {
                Lanes.set(tensor.address() + i * Float.BYTES, value);
            }
        }
    }

    @Override
    public void copy(int rows, FloatTensor source, FloatTensor target) {
        require(rows <= source.rows() && rows <= target.rows() && source.columns() == target.columns(), "copied rows");
        copy.run((long) rows * source.columns(), source.address(), target.address());
    }

    @Override
    public void multiply(int rows, FloatTensor x, Matrix w, FloatTensor y, boolean add) {
        checkLinear(rows, x, w, y);
        product.run(
                false,
                !w.inputMajor(),
                rows,
                w.outputs(),
                w.inputs(),
                x.address(),
                x.columns(),
                w.weight().address(),
                w.weight().columns(),
                add,
                y.address(),
                y.columns());
    }

    @Override
    public void multiplyBackwardInput(int rows, FloatTensor dy, Matrix w, FloatTensor dx, boolean add) {
        checkLinear(rows, dx, w, dy);
        product.run(
                false,
                w.inputMajor(),
                rows,
                w.inputs(),
                w.outputs(),
                dy.address(),
                dy.columns(),
                w.weight().address(),
                w.weight().columns(),
                add,
                dx.address(),
                dx.columns());
    }

    @Override
    public void multiplyBackwardWeight(int rows, FloatTensor x, FloatTensor dy, Matrix w) {
        checkLinear(rows, x, w, dy);
        FloatTensor left = w.inputMajor() ? x : dy;
        FloatTensor right = w.inputMajor() ? dy : x;
        product.run(
                true,
                false,
                left.columns(),
                right.columns(),
                rows,
                left.address(),
                left.columns(),
                right.address(),
                right.columns(),
                true,
                w.gradient().address(),
                w.gradient().columns());
    }

    private static void checkLinear(int rows, FloatTensor x, Matrix w, FloatTensor y) {
        require(rows <= x.rows() && rows <= y.rows(), "rows of a matrix product");
        require(x.columns() == w.inputs() && y.columns() == w.outputs(), "shapes of a matrix product");
    }

    @Override
    public void addBias(int rows, FloatTensor y, Vector bias) {
        require(rows <= y.rows() && bias.weight().columns() == y.columns(), "a bias");
        addBias.run(rows, y.columns(), y.address(), bias.weight().address());
    }

    @Override
    public void biasBackward(int rows, FloatTensor dy, Vector bias) {
        require(rows <= dy.rows() && bias.weight().columns() == dy.columns(), "a bias");
        columnSums.run(rows, dy.columns(), dy.address(), bias.gradient().address());
    }

    @Override
    public void gather(int rows, IntTensor index, FloatTensor table, FloatTensor out, boolean add) {
        require(rows <= out.rows() && rows <= index.size() && table.columns() == out.columns(), "gathered rows");
        gather.run(rows, out.columns(), index.address(), table.address(), out.address(), add);
    }

    @Override
    public void scatterAdd(int rows, IntTensor index, FloatTensor x, FloatTensor table) {
        require(rows <= x.rows() && rows <= index.size() && table.columns() == x.columns(), "scattered rows");
        scatterAdd.run(rows, x.columns(), index.address(), x.address(), table.address());
    }

    @Override
    public void layerNorm(
            int rows, FloatTensor x, Vector gain, Vector bias, float epsilon, FloatTensor out, FloatTensor statistics) {
        checkNorm(rows, x, gain, out, statistics);
        norm.run(
                rows,
                x.columns(),
                x.address(),
                gain.weight().address(),
                bias.weight().address(),
                true,
                epsilon,
                out.address(),
                statistics.address());
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
        checkNorm(rows, x, gain, out, statistics);
        checkNorm(rows, dx, gain, dOut, statistics);
        normBackward.run(
                rows,
                x.columns(),
                x.address(),
                statistics.address(),
                gain.weight().address(),
                bias.weight().address(),
                true,
                dOut.address(),
                dx.address(),
                out.address());
        normParameters.run(
                rows,
                x.columns(),
                x.address(),
                statistics.address(),
                dOut.address(),
                gain.gradient().address(),
                bias.gradient().address());
    }

    @Override
    public void rmsNorm(int rows, FloatTensor x, Vector gain, float epsilon, FloatTensor out, FloatTensor statistics) {
        checkNorm(rows, x, gain, out, statistics);
        norm.run(
                rows,
                x.columns(),
                x.address(),
                gain.weight().address(),
                0,
                false,
                epsilon,
                out.address(),
                statistics.address());
    }

    @Override
    public void rmsNormBackward(
            int rows,
            FloatTensor x,
            FloatTensor statistics,
            Vector gain,
            FloatTensor dOut,
            FloatTensor dx,
            FloatTensor out) {
        checkNorm(rows, x, gain, out, statistics);
        checkNorm(rows, dx, gain, dOut, statistics);
        normBackward.run(
                rows,
                x.columns(),
                x.address(),
                statistics.address(),
                gain.weight().address(),
                0,
                false,
                dOut.address(),
                dx.address(),
                out.address());
        normParameters.run(
                rows,
                x.columns(),
                x.address(),
                statistics.address(),
                dOut.address(),
                gain.gradient().address(),
                0);
    }

    private static void checkNorm(int rows, FloatTensor x, Vector gain, FloatTensor out, FloatTensor statistics) {
        require(rows <= x.rows() && rows <= out.rows() && rows <= statistics.rows(), "rows of a norm");
        require(
                x.columns() == out.columns() && x.columns() == gain.weight().columns() && statistics.columns() == 2,
                "shapes of a norm");
    }

    @Override
    public void rotate(
            int rows, IntTensor positions, FloatTensor angles, FloatTensor x, int heads, int headSize, int direction) {
        require(rows <= x.rows() && rows <= positions.size() && heads * headSize <= x.columns(), "a rotation");
        require(angles.columns() == headSize, "a rotation's angles");
        rotation.run(rows, x.columns(), heads, headSize, direction, positions.address(), angles.address(), x.address());
    }

    @Override
    public void attention(
            AttentionShape shape, Segments segments, FloatTensor qkv, FloatTensor out, FloatTensor logSumExp) {
        checkAttention(shape, segments, qkv, out, logSumExp);
        attention.run(shape, segments, qkv.address(), out.address(), logSumExp.address(), logSumExp.columns());
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
        checkAttention(shape, segments, qkv, out, logSumExp);
        checkAttention(shape, segments, dqkv, dOut, logSumExp);
        attentionBackward.run(
                shape,
                segments,
                qkv.address(),
                out.address(),
                logSumExp.address(),
                logSumExp.columns(),
                dOut.address(),
                dqkv.address());
    }

    private void checkAttention(
            AttentionShape shape, Segments segments, FloatTensor qkv, FloatTensor out, FloatTensor logSumExp) {
        require(
                qkv.columns() == shape.rowWidth()
                        && out.columns() == shape.outputWidth()
                        && logSumExp.rows() == shape.heads(),
                "shapes of attention");
        int longest = 0;
        for (int s = 0; s < segments.segments; s++) {
            int end = segments.start[s] + segments.length[s];
            require(end <= qkv.rows() && end <= out.rows() && end <= logSumExp.columns(), "a segment");
            longest = Math.max(longest, segments.contextLength[s] + segments.length[s]);
        }
        scratch.reserve(longest);
    }

    @Override
    public void activate(Nonlinearity f, int rows, FloatTensor x, FloatTensor out) {
        require(rows <= x.rows() && rows <= out.rows() && x.columns() == out.columns(), "an activation");
        activation.run(f, rows, out.columns(), false, x.address(), out.address());
    }

    @Override
    public void activateBackward(
            Nonlinearity f, int rows, FloatTensor x, FloatTensor dOut, FloatTensor dx, FloatTensor out) {
        require(rows <= x.rows() && rows <= out.rows() && x.columns() == out.columns(), "an activation");
        require(rows <= dx.rows() && rows <= dOut.rows() && dx.columns() == dOut.columns(), "an activation's gradient");
        activationBackward.run(f, rows, out.columns(), false, x.address(), dOut.address(), dx.address(), out.address());
    }

    @Override
    public void gate(Nonlinearity f, int rows, FloatTensor x, FloatTensor out) {
        require(rows <= x.rows() && rows <= out.rows() && x.columns() == 2 * out.columns(), "a gate");
        activation.run(f, rows, out.columns(), true, x.address(), out.address());
    }

    @Override
    public void gateBackward(
            Nonlinearity f, int rows, FloatTensor x, FloatTensor dOut, FloatTensor dx, FloatTensor out) {
        require(rows <= x.rows() && rows <= out.rows() && x.columns() == 2 * out.columns(), "a gate");
        require(rows <= dx.rows() && rows <= dOut.rows() && dx.columns() == 2 * dOut.columns(), "a gate's gradient");
        activationBackward.run(f, rows, out.columns(), true, x.address(), dOut.address(), dx.address(), out.address());
    }

    @Override
    public void logProbs(
            int from, int rows, Targets targets, FloatTensor logits, FloatTensor logSumExp, double[] logProbs) {
        require(
                rows <= logits.rows() && from + rows <= logSumExp.size() && logProbs.length >= targets.targets,
                "log-probs");
        logProb.run(from, rows, logits.columns(), targets, logits.address(), logSumExp.address(), logProbs);
    }

    @Override
    public void logProbsBackward(
            int from, int rows, Targets targets, FloatTensor logits, FloatTensor logSumExp, double[] gradient) {
        require(
                rows <= logits.rows() && from + rows <= logSumExp.size() && gradient.length >= targets.targets,
                "log-probs");
        logProbBackward.run(from, rows, logits.columns(), targets, logits.address(), logSumExp.address(), gradient);
    }

    @Override
    public double squaredNorm(FloatTensor x) {
        return squaredNorm.run(x.size(), x.address());
    }

    @Override
    public void adamW(FloatTensor w, FloatTensor g, FloatTensor m, FloatTensor v, AdamWStep step) {
        require(w.size() == g.size() && w.size() == m.size() && w.size() == v.size(), "optimiser state");
        adamW.run(w.size(), w.address(), g.address(), m.address(), v.address(), step);
    }

    @Override
    public void rmsProp(FloatTensor w, FloatTensor g, FloatTensor v, RmsPropStep step) {
        require(w.size() == g.size() && w.size() == v.size(), "optimiser state");
        rmsProp.run(w.size(), w.address(), g.address(), v.address(), step);
    }

    /// Kernels write by address, so a wrong shape must never reach them.
    private static void require(boolean fits, String what) {
        if (!fits) {
            throw new IllegalArgumentException(what + " do not fit the buffers");
        }
    }

    @Override
    public void close() {
        pool.close();
        arena.close();
    }
}
