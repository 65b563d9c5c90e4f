package org.dpoworkbench.engine.compute.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Locale;
import java.util.function.Consumer;
import org.dpoworkbench.engine.compute.AdamWStep;
import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.Bfloat16Tensor;
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
import org.dpoworkbench.engine.compute.cuda.Products.Form;
import org.dpoworkbench.engine.compute.cuda.driver.Card;
import org.dpoworkbench.engine.compute.cuda.driver.CudaDriver;

/// An NVIDIA card of compute capability 8.0 or more. The kernels are this project's own; the driver alone is needed.
///
/// Operations are queued and done in their order; those that hand numbers to the host wait. Results do not depend on
/// the order in which blocks are done.
public final class CudaBackend implements Backend {
    private final CudaDriver driver;
    private final Precision precision;
    private final Kernels kernels;
    private final Arena arena = Arena.ofShared();
    private final DeviceMemory memory;
    private final Indices indices = new Indices();
    private final Staging staging = new Staging();
    private final Products products;
    private final Nf4Products nf4Products;
    private final Elements elements;
    private final ColumnSums columnSums;
    private final Norms norms;
    private final Attention attention;
    private final Activations activations;
    private final LogProbs logProbs;
    private final Optimisers optimisers;

    /// On the driver's card, which is closed with this.
    public CudaBackend(CudaDriver driver, Precision precision) {
        this(driver, precision, KernelImages.SHIPPED);
    }

    /// On the driver's card, with kernels made by others.
    public CudaBackend(CudaDriver driver, Precision precision, KernelImages images) {
        this.driver = driver;
        this.precision = precision;
        memory = new DeviceMemory(driver);
        kernels = new Kernels(driver, arena, images);
        Workspace workspace = new Workspace(memory);
        products = new Products(kernels, precision);
        nf4Products = new Nf4Products(kernels, precision, products, memory, workspace, staging, Nf4Products.PART);
        elements = new Elements(kernels);
        columnSums = new ColumnSums(kernels, workspace);
        norms = new Norms(kernels, columnSums);
        attention = new Attention(kernels, precision, memory, workspace, staging);
        activations = new Activations(kernels);
        logProbs = new LogProbs(kernels, workspace, staging);
        optimisers = new Optimisers(kernels, memory, workspace, staging);
    }

    /// What it computes on.
    public Card card() {
        return driver.card();
    }

    /// Memory of the card that nobody uses now.
    public long freeBytes() {
        return driver.freeBytes();
    }

    @Override
    public String description() {
        Card card = driver.card();
        return "cuda: %s (compute capability %s), driver for CUDA %d.%d, kernels made by %s, %s"
                .formatted(
                        card.name(),
                        card.computeCapability(),
                        card.driverVersion() / 1000,
                        card.driverVersion() % 1000 / 10,
                        kernels.maker(),
                        precision.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public FloatTensor floats(long rows, int columns) {
        return new FloatTensor(allocate(rows, columns, Float.BYTES), rows, columns);
    }

    @Override
    public FloatTensor floatsOnHost(long rows, int columns) {
        Fit.tensor(rows, columns);
        long bytes = Math.multiplyExact(rows, (long) columns * Float.BYTES);
        return new FloatTensor(memory.allocateOnHost(bytes), rows, columns);
    }

    @Override
    public Bfloat16Tensor bfloat16s(long rows, int columns) {
        return new Bfloat16Tensor(allocate(rows, columns, Short.BYTES), rows, columns);
    }

    @Override
    public Nf4Tensor nf4s(long rows, int columns) {
        Fit.tensor(rows, columns);
        nf4Products.prepare();
        Nf4Tensor shape = new Nf4Tensor(0, rows, columns);
        return new Nf4Tensor(memory.allocate(shape.bytes()), rows, columns);
    }

    @Override
    public IntTensor ints(int size) {
        IntTensor made = new IntTensor(allocate(size, 1, Integer.BYTES), size);
        indices.add(made);
        return made;
    }

    private long allocate(long rows, int columns, int bytesEach) {
        Fit.tensor(rows, columns);
        return memory.allocate(Math.multiplyExact(rows, (long) columns * bytesEach));
    }

    @Override
    public long allocatedBytes() {
        return memory.allocatedBytes();
    }

    @Override
    public MemorySegment read(FloatTensor tensor) {
        long bytes = tensor.size() * Float.BYTES;
        MemorySegment host = staging.reserve(bytes);
        download(tensor.address(), host, bytes);
        return host.asSlice(0, bytes);
    }

    @Override
    public void write(MatrixWeight tensor, Consumer<MemorySegment> writer) {
        long bytes = tensor.bytes();
        MemorySegment host = staging.reserve(bytes);
        writer.accept(host.asSlice(0, bytes));
        upload(host, tensor.address(), bytes);
    }

    private void upload(MemorySegment host, long address, long bytes) {
        if (bytes > 0) {
            driver.toDevice(host, address, bytes);
        }
    }

    private void download(long address, MemorySegment host, long bytes) {
        if (bytes > 0) {
            driver.toHost(address, host, bytes);
        }
    }

    @Override
    public void upload(int[] source, int count, IntTensor target) {
        Fit.transfer(source.length, target.size(), count);
        MemorySegment host = staging.reserve((long) count * Integer.BYTES);
        MemorySegment.copy(source, 0, host, ValueLayout.JAVA_INT, 0, count);
        indices.wrote(target, source, count);
        upload(host, target.address(), (long) count * Integer.BYTES);
    }

    @Override
    public void upload(float[] source, int count, FloatTensor target) {
        Fit.transfer(source.length, target.size(), count);
        MemorySegment host = staging.reserve((long) count * Float.BYTES);
        MemorySegment.copy(source, 0, host, ValueLayout.JAVA_FLOAT, 0, count);
        upload(host, target.address(), (long) count * Float.BYTES);
    }

    @Override
    public void upload(float[] source, int count, Bfloat16Tensor target) {
        Fit.transfer(source.length, target.size(), count);
        MemorySegment host = staging.reserve((long) count * Short.BYTES);
        for (int i = 0; i < count; i++) {
            host.setAtIndex(ValueLayout.JAVA_SHORT, i, Bfloat16Tensor.round(source[i]));
        }
        upload(host, target.address(), (long) count * Short.BYTES);
    }

    @Override
    public void download(FloatTensor source, float[] target, int count) {
        Fit.transfer(source.size(), target.length, count);
        MemorySegment host = staging.reserve((long) count * Float.BYTES);
        download(source.address(), host, (long) count * Float.BYTES);
        MemorySegment.copy(host, ValueLayout.JAVA_FLOAT, 0, target, 0, count);
    }

    @Override
    public void fill(FloatTensor tensor, float value) {
        if (tensor.size() > 0) {
            driver.fill(tensor.address(), Float.floatToRawIntBits(value), tensor.size());
        }
    }

    @Override
    public void copy(int rows, FloatTensor source, FloatTensor target) {
        Fit.elements(rows, source, target);
        if (rows > 0) {
            driver.onDevice(source.address(), target.address(), (long) rows * source.columns() * Float.BYTES);
        }
    }

    @Override
    public void add(int rows, FloatTensor source, FloatTensor target) {
        Fit.elements(rows, source, target);
        elements.add((long) rows * source.columns(), source.address(), target.address());
    }

    @Override
    public void scale(int rows, float factor, FloatTensor x) {
        Fit.rows("x", x, rows);
        elements.scale((long) rows * x.columns(), factor, x.address());
    }

    @Override
    public void multiply(int rows, FloatTensor x, Matrix w, FloatTensor y, boolean add) {
        Fit.linear(rows, x, w, y);
        multiply(w.inputMajor() ? Form.NN : Form.NT, rows, x, w.weight(), y, add);
    }

    @Override
    public void multiplyBackwardInput(int rows, FloatTensor dy, Matrix w, FloatTensor dx, boolean add) {
        Fit.linear(rows, dx, w, dy);
        multiply(w.inputMajor() ? Form.NT : Form.NN, rows, dy, w.weight(), dx, add);
    }

    private void multiply(Form form, int rows, FloatTensor x, MatrixWeight w, FloatTensor out, boolean add) {
        if (w instanceof Nf4Tensor nf4) {
            nf4Products.run(form, rows, out.columns(), x.columns(), x.address(), nf4, add, out.address());
            return;
        }
        products.run(
                form,
                rows,
                out.columns(),
                x.columns(),
                1,
                x.address(),
                x.columns(),
                w.address(),
                w instanceof Bfloat16Tensor,
                w.columns(),
                add,
                out.address(),
                out.columns());
    }

    @Override
    public void multiplyBackwardWeight(int rows, FloatTensor x, FloatTensor dy, Matrix w) {
        Fit.weightGradient(rows, x, w, dy);
        FloatTensor left = w.inputMajor() ? x : dy;
        FloatTensor right = w.inputMajor() ? dy : x;
        products.run(
                Form.TN,
                left.columns(),
                right.columns(),
                rows,
                1,
                left.address(),
                left.columns(),
                right.address(),
                false,
                right.columns(),
                true,
                w.gradient().address(),
                w.gradient().columns());
    }

    @Override
    public void addOuter(int rows, FloatTensor inner, Matrix outer, float scale, FloatTensor y, int first) {
        Fit.outer(rows, inner, outer, y, first);
        products.run(
                Form.NT,
                rows,
                outer.outputs(),
                outer.inputs(),
                scale,
                inner.address(),
                inner.columns(),
                outer.weight().address(),
                false,
                outer.inputs(),
                true,
                y.address() + (long) first * Float.BYTES,
                y.columns());
    }

    @Override
    public void addOuterBackward(int rows, FloatTensor dy, int first, Matrix outer, float scale, FloatTensor inner) {
        Fit.outerBackward(rows, inner, outer, dy, first);
        long columns = dy.address() + (long) first * Float.BYTES;
        products.run(
                Form.TN,
                outer.outputs(),
                outer.inputs(),
                rows,
                scale,
                columns,
                dy.columns(),
                inner.address(),
                false,
                inner.columns(),
                true,
                outer.gradient().address(),
                outer.inputs());
        products.run(
                Form.NN,
                rows,
                outer.inputs(),
                outer.outputs(),
                scale,
                columns,
                dy.columns(),
                outer.weight().address(),
                false,
                outer.inputs(),
                false,
                inner.address(),
                inner.columns());
    }

    @Override
    public void dropout(int rows, FloatTensor x, long key, float share, FloatTensor out, boolean add) {
        Fit.dropout(rows, x, share, out);
        elements.dropout((long) rows * x.columns(), x.address(), key, share, out.address(), add);
    }

    @Override
    public void addBias(int rows, FloatTensor y, Vector bias) {
        Fit.bias(rows, y, bias);
        elements.addBias(rows, y.columns(), bias.weight().address(), y.address());
    }

    @Override
    public void biasBackward(int rows, FloatTensor dy, Vector bias) {
        Fit.biasBackward(rows, dy, bias);
        columnSums.add(rows, dy.columns(), dy.address(), bias.gradient().address());
    }

    @Override
    public void gather(int rows, IntTensor index, MatrixWeight table, FloatTensor out, boolean add) {
        Fit.gather(rows, table, out);
        indices.check("row", rows, index, table.rows());
        boolean bfloat16 = table instanceof Bfloat16Tensor;
        elements.gather(rows, out.columns(), index, table.address(), bfloat16, out.address(), add);
    }

    @Override
    public void scatterAdd(int rows, IntTensor index, FloatTensor x, FloatTensor table) {
        Fit.shape("x", x, rows, table.columns());
        indices.check("row", rows, index, table.rows());
        elements.scatterAdd(rows, x.columns(), index, x.address(), table.address());
    }

    @Override
    public void layerNorm(
            int rows, FloatTensor x, Vector gain, Vector bias, float epsilon, FloatTensor out, FloatTensor statistics) {
        Fit.layerNorm(rows, x, statistics, gain, bias, out);
        norms.run(rows, x, gain, 0, bias.weight().address(), epsilon, out, statistics);
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
        norms.runBackward(rows, x, statistics, gain, 0, bias.weight().address(), dOut, dx, out);
        if (bias.trained()) {
            columnSums.add(rows, x.columns(), dOut.address(), bias.gradient().address());
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
        norms.run(rows, x, gain, offset, 0, epsilon, out, statistics);
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
        norms.runBackward(rows, x, statistics, gain, offset, 0, dOut, dx, out);
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
        norms.runHeads(shape, rows, raw, gains, epsilon, qkv, statistics);
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
        norms.runHeadsBackward(shape, rows, raw, statistics, gains, dqkv);
    }

    @Override
    public void rotate(
            int rows, IntTensor positions, FloatTensor angles, FloatTensor x, int heads, int headSize, int direction) {
        Fit.rotation(rows, angles, x, heads, headSize);
        indices.check("position", rows, positions, angles.rows());
        elements.rotate(
                rows,
                x.columns(),
                heads,
                headSize,
                angles.columns(),
                direction,
                positions,
                angles.address(),
                x.address());
    }

    @Override
    public void attention(
            AttentionShape shape, Segments segments, FloatTensor qkv, FloatTensor out, FloatTensor logSumExp) {
        Fit.attention(shape, segments, qkv, out, logSumExp);
        attention.run(shape, segments, qkv, out, logSumExp);
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
        attention.runBackward(shape, segments, qkv, out, logSumExp, dOut, dqkv);
    }

    @Override
    public void remember(AttentionShape shape, int rows, IntTensor place, FloatTensor qkv, FloatTensor cache) {
        Fit.cached(shape, rows, qkv, cache);
        indices.check("place in the cache", rows, place, cache.rows());
        attention.remember(shape, rows, place, qkv, cache);
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
        indices.check("place in the cache", rows, last, cache.rows());
        indices.check("beginning in the cache", rows, first, cache.rows());
        int[] begins = indices.of(first);
        int[] ends = indices.of(last);
        for (int r = 0; r < rows; r++) {
            if (begins[r] > ends[r]) {
                throw new IllegalArgumentException("the sequence of row " + r + " begins after the row");
            }
        }
        attention.attendRemembered(shape, rows, first, last, qkv, cache, out);
    }

    @Override
    public void activate(Nonlinearity f, int rows, FloatTensor x, FloatTensor out) {
        Fit.activation(rows, x, out);
        activations.activate(f, (long) rows * x.columns(), x.address(), out.address());
    }

    @Override
    public void activateBackward(
            Nonlinearity f, int rows, FloatTensor x, FloatTensor dOut, FloatTensor dx, FloatTensor out) {
        Fit.activationBackward(rows, x, dOut, dx, out);
        long size = (long) rows * x.columns();
        activations.activateBackward(f, size, x.address(), dOut.address(), dx.address(), out.address());
    }

    @Override
    public void gate(Nonlinearity f, int rows, FloatTensor x, FloatTensor out) {
        Fit.gate(rows, x, out);
        activations.gate(f, rows, out.columns(), x.address(), out.address());
    }

    @Override
    public void gateBackward(
            Nonlinearity f, int rows, FloatTensor x, FloatTensor dOut, FloatTensor dx, FloatTensor out) {
        Fit.gateBackward(rows, x, dOut, dx, out);
        activations.gateBackward(f, rows, out.columns(), x.address(), dOut.address(), dx.address(), out.address());
    }

    @Override
    public void softCap(float cap, int rows, FloatTensor x) {
        Fit.softCap(cap, rows, x);
        elements.softCap((long) rows * x.columns(), cap, x.address());
    }

    @Override
    public void logProbs(int from, int rows, Targets targets, FloatTensor logits, FloatTensor logSumExp, double[] out) {
        Fit.logProbs(from, rows, targets, logits, logSumExp, out.length);
        logProbs.run(from, rows, targets, logits, logSumExp, out);
    }

    @Override
    public void logSumSquares(
            int from, int rows, Targets targets, FloatTensor logits, FloatTensor logSumExp, double[] out) {
        Fit.logProbs(from, rows, targets, logits, logSumExp, out.length);
        logProbs.runSquares(from, rows, targets, logits, logSumExp, out);
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
        logProbs.runBackward(from, rows, targets, logits, cap, logSumExp, gradient);
    }

    @Override
    public double squaredNorm(FloatTensor x) {
        return optimisers.squaredNorm(x.size(), x.address());
    }

    @Override
    public void adamW(FloatTensor w, FloatTensor g, FloatTensor m, FloatTensor v, AdamWStep step) {
        Fit.adamW(w, g, m, v);
        optimisers.adamW(w.size(), w.address(), g.address(), m.address(), v.address(), step);
    }

    @Override
    public void adamW(FloatTensor w, FloatTensor g, EightBitTensor m, EightBitTensor v, AdamWStep step) {
        Fit.adamW(w, g, m, v);
        optimisers.adamW(w.size(), w.address(), g.address(), m, v, step);
    }

    @Override
    public void rmsProp(FloatTensor w, FloatTensor g, FloatTensor v, RmsPropStep step) {
        Fit.rmsProp(w, g, v);
        optimisers.rmsProp(w.size(), w.address(), g.address(), v.address(), step);
    }

    @Override
    public void close() {
        staging.close();
        driver.close();
        arena.close();
    }
}
