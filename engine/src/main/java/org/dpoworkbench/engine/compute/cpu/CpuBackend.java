package org.dpoworkbench.engine.compute.cpu;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
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

/// The processor: [MatrixUnit] for matrix products, the Vector API for everything else, and one pool of
/// threads under all.
///
/// Results do not depend on when code is compiled; on the thread count only through OpenBLAS' blocking, where
/// that computes.
public final class CpuBackend implements Backend {

    private final Arena arena = Arena.ofShared();
    private final TensorMemory memory = new TensorMemory(arena);
    private final WorkPool pool;
    private final MatrixUnit unit;
    private final MatrixProduct product;
    private final FewRowsProduct fewRowsProduct;
    private final Bfloat16Product bfloat16Product;
    private final Nf4Product nf4Product;
    private final DropoutKernel dropout;
    private final Copy copy;
    private final Add add;
    private final Scale scale;
    private final AddBias addBias;
    private final ColumnSums columnSums;
    private final Gather gather;
    private final ScatterAdd scatterAdd;
    private final LayerNormForward norm;
    private final LayerNormBackward normBackward;
    private final NormParameterBackward normParameters;
    private final HeadNorms headNorms;
    private final HeadNormsBackward headNormsBackward;
    private final HeadGainsBackward headGainsBackward;
    private final Rotation rotation;
    private final AttentionScratch scratch;
    private final AttentionForward attention;
    private final AttentionBackward attentionBackward;
    private final Remember remember;
    private final CachedAttention cachedAttention;
    private final ActivationForward activation;
    private final ActivationBackward activationBackward;
    private final SoftCap softCap;
    private final LogProbForward logProb;
    private final LogSumSquares logSumSquares;
    private final LogProbBackward logProbBackward;
    private final SquaredNorm squaredNorm;
    private final AdamWKernel adamW;
    private final EightBitAdamWKernel eightBitAdamW;
    private final RmsPropKernel rmsProp;
    private long allocated;

    /// Multiplies matrices as [MatrixUnit#here] says.
    ///
    /// @param threads 0: one for each processor
    public CpuBackend(int threads) {
        this(threads, MatrixUnit.here());
    }

    /// @param threads 0: one for each processor
    /// @param unit    one that this machine has
    public CpuBackend(int threads, MatrixUnit unit) {
        loadOpenBlas();
        pool = new WorkPool(threads > 0 ? threads : Runtime.getRuntime().availableProcessors());
        this.unit = unit;
        var tiles =
                unit == MatrixUnit.TILES ? Optional.of(new TileProduct(pool, memory)) : Optional.<TileProduct>empty();
        var vectors = unit == MatrixUnit.VECTORS
                ? Optional.of(new VectorProduct(pool, memory))
                : Optional.<VectorProduct>empty();
        product = new MatrixProduct(pool, tiles, vectors);
        fewRowsProduct = new FewRowsProduct(pool, FewRowsMachine.find(memory, pool.threads()));
        bfloat16Product = new Bfloat16Product(pool, arena, tiles, vectors);
        nf4Product = new Nf4Product(pool, memory, this::multiplyFloats);
        dropout = new DropoutKernel(pool);
        copy = new Copy(pool);
        add = new Add(pool);
        scale = new Scale(pool);
        addBias = new AddBias(pool);
        columnSums = new ColumnSums(pool);
        gather = new Gather(pool);
        scatterAdd = new ScatterAdd(pool);
        norm = new LayerNormForward(pool);
        normBackward = new LayerNormBackward(pool);
        normParameters = new NormParameterBackward(pool);
        headNorms = new HeadNorms(pool);
        headNormsBackward = new HeadNormsBackward(pool);
        headGainsBackward = new HeadGainsBackward(pool);
        rotation = new Rotation(pool);
        scratch = new AttentionScratch(arena, pool.threads());
        AttentionProducts products =
                unit == MatrixUnit.VECTORS ? new VectorAttention(memory, pool.threads()) : new OpenBlasAttention();
        attention = new AttentionForward(pool, scratch, products);
        attentionBackward = new AttentionBackward(pool, scratch, products);
        remember = new Remember(pool);
        cachedAttention = new CachedAttention(pool);
        activation = new ActivationForward(pool);
        activationBackward = new ActivationBackward(pool);
        softCap = new SoftCap(pool);
        logProb = new LogProbForward(pool);
        logSumSquares = new LogSumSquares(pool);
        logProbBackward = new LogProbBackward(pool);
        squaredNorm = new SquaredNorm(pool);
        adamW = new AdamWKernel(pool);
        eightBitAdamW = new EightBitAdamWKernel(pool, memory);
        rmsProp = new RmsPropKernel(pool);
    }

    /// The library is loaded with its class; what goes wrong then is told as it is, not as a fault of loading a
    /// class.
    private static void loadOpenBlas() {
        try {
            var _ = OpenBlas.core();
        } catch (ExceptionInInitializerError e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    @Override
    public String description() {
        String own = switch (unit) {
            case TILES -> "AMX, ";
            case VECTORS -> "AVX2, ";
            case OPENBLAS -> "";
        };
        return "cpu: " + own + "OpenBLAS (" + OpenBlas.core() + "), Vector API " + Lanes.SPECIES.vectorBitSize()
                + " bit, " + pool.threads() + " threads";
    }

    @Override
    public FloatTensor floats(long rows, int columns) {
        return new FloatTensor(allocate(rows, columns, Float.BYTES), rows, columns);
    }

    /// There is no other memory.
    @Override
    public FloatTensor floatsOnHost(long rows, int columns) {
        return floats(rows, columns);
    }

    @Override
    public Bfloat16Tensor bfloat16s(long rows, int columns) {
        bfloat16Product.reserve();
        return new Bfloat16Tensor(allocate(rows, columns, Short.BYTES), rows, columns);
    }

    @Override
    public Nf4Tensor nf4s(long rows, int columns) {
        Fit.tensor(rows, columns);
        Nf4Tensor shape = new Nf4Tensor(0, rows, columns);
        return new Nf4Tensor(allocate(shape.bytes()), rows, columns);
    }

    @Override
    public IntTensor ints(int size) {
        return new IntTensor(allocate(size, 1, Integer.BYTES), size);
    }

    /// Memory for rows × columns numbers.
    private long allocate(long rows, int columns, int bytesEach) {
        Fit.tensor(rows, columns);
        return allocate(Math.multiplyExact(rows, (long) columns * bytesEach));
    }

    private long allocate(long bytes) {
        allocated += bytes;
        return memory.allocate(bytes);
    }

    @Override
    public long allocatedBytes() {
        return allocated;
    }

    @Override
    public MemorySegment read(FloatTensor tensor) {
        return host(tensor);
    }

    @Override
    public void write(MatrixWeight tensor, Consumer<MemorySegment> writer) {
        writer.accept(host(tensor));
    }

    private MemorySegment host(MatrixWeight tensor) {
        return MemorySegment.ofAddress(tensor.address()).reinterpret(tensor.bytes(), arena, null);
    }

    @Override
    public void upload(int[] source, int count, IntTensor target) {
        Fit.transfer(source.length, target.size(), count);
        for (int i = 0; i < count; i++) {
            Lanes.setInt(target.address() + (long) i * Integer.BYTES, source[i]);
        }
    }

    @Override
    public void upload(float[] source, int count, FloatTensor target) {
        Fit.transfer(source.length, target.size(), count);
        MemorySegment.copy(source, 0, host(target), ValueLayout.JAVA_FLOAT, 0, count);
    }

    @Override
    public void upload(float[] source, int count, Bfloat16Tensor target) {
        Fit.transfer(source.length, target.size(), count);
        for (int i = 0; i < count; i++) {
            Lanes.setShort(target.address() + (long) i * Short.BYTES, Bfloat16Tensor.round(source[i]));
        }
    }

    @Override
    public void download(FloatTensor source, float[] target, int count) {
        Fit.transfer(source.size(), target.length, count);
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
        Fit.elements(rows, source, target);
        copy.run((long) rows * source.columns(), source.address(), target.address());
    }

    @Override
    public void add(int rows, FloatTensor source, FloatTensor target) {
        Fit.elements(rows, source, target);
        add.run((long) rows * source.columns(), source.address(), target.address());
    }

    @Override
    public void scale(int rows, float factor, FloatTensor x) {
        Fit.rows("x", x, rows);
        scale.run((long) rows * x.columns(), factor, x.address());
    }

    @Override
    public void multiply(int rows, FloatTensor x, Matrix w, FloatTensor y, boolean add) {
        Fit.linear(rows, x, w, y);
        multiply(!w.inputMajor(), rows, x, w.weight(), y, add);
    }

    @Override
    public void multiplyBackwardInput(int rows, FloatTensor dy, Matrix w, FloatTensor dx, boolean add) {
        Fit.linear(rows, dx, w, dy);
        multiply(w.inputMajor(), rows, dy, w.weight(), dx, add);
    }

    /// out = x · op(W), or added to it.
    private void multiply(boolean transpose, int rows, FloatTensor x, MatrixWeight w, FloatTensor out, boolean add) {
        switch (w) {
            case FloatTensor _ ->
                multiplyFloats(
                        transpose,
                        rows,
                        out.columns(),
                        x.columns(),
                        x.address(),
                        x.columns(),
                        w.address(),
                        w.columns(),
                        add,
                        out.address(),
                        out.columns());
            case Bfloat16Tensor _ ->
                bfloat16Product.run(
                        transpose,
                        rows,
                        out.columns(),
                        x.columns(),
                        x.address(),
                        x.columns(),
                        w.address(),
                        w.columns(),
                        add,
                        out.address(),
                        out.columns());
            case Nf4Tensor nf4 ->
                nf4Product.run(
                        transpose,
                        rows,
                        out.columns(),
                        x.columns(),
                        x.address(),
                        x.columns(),
                        nf4,
                        add,
                        out.address(),
                        out.columns());
        }
    }

    private void multiplyFloats(
            boolean transpose, int rows, int n, int k, long x, int ldx, long w, int ldw, boolean add, long y, int ldy) {
        if (rows <= FewRowsProduct.MOST_ROWS) {
            fewRowsProduct.run(transpose, rows, n, k, x, ldx, w, ldw, add, y, ldy);
        } else {
            product.run(false, transpose, rows, n, k, 1, x, ldx, w, ldw, add, y, ldy);
        }
    }

    @Override
    public void multiplyBackwardWeight(int rows, FloatTensor x, FloatTensor dy, Matrix w) {
        Fit.weightGradient(rows, x, w, dy);
        FloatTensor left = w.inputMajor() ? x : dy;
        FloatTensor right = w.inputMajor() ? dy : x;
        product.run(
                true,
                false,
                left.columns(),
                right.columns(),
                rows,
                1,
                left.address(),
                left.columns(),
                right.address(),
                right.columns(),
                true,
                w.gradient().address(),
                w.gradient().columns());
    }

    @Override
    public void addOuter(int rows, FloatTensor inner, Matrix outer, float scale, FloatTensor y, int first) {
        Fit.outer(rows, inner, outer, y, first);
        product.run(
                false,
                true,
                rows,
                outer.outputs(),
                outer.inputs(),
                scale,
                inner.address(),
                inner.columns(),
                outer.weight().address(),
                outer.inputs(),
                true,
                y.address() + (long) first * Float.BYTES,
                y.columns());
    }

    @Override
    public void addOuterBackward(int rows, FloatTensor dy, int first, Matrix outer, float scale, FloatTensor inner) {
        Fit.outerBackward(rows, inner, outer, dy, first);
        long columns = dy.address() + (long) first * Float.BYTES;
        product.run(
                true,
                false,
                outer.outputs(),
                outer.inputs(),
                rows,
                scale,
                columns,
                dy.columns(),
                inner.address(),
                inner.columns(),
                true,
                outer.gradient().address(),
                outer.inputs());
        product.run(
                false,
                false,
                rows,
                outer.inputs(),
                outer.outputs(),
                scale,
                columns,
                dy.columns(),
                outer.weight().address(),
                outer.inputs(),
                false,
                inner.address(),
                inner.columns());
    }

    @Override
    public void dropout(int rows, FloatTensor x, long key, float share, FloatTensor out, boolean add) {
        Fit.dropout(rows, x, share, out);
        dropout.run(rows, x.columns(), x.address(), key, share, out.address(), add);
    }

    @Override
    public void addBias(int rows, FloatTensor y, Vector bias) {
        Fit.bias(rows, y, bias);
        addBias.run(rows, y.columns(), y.address(), bias.weight().address());
    }

    @Override
    public void biasBackward(int rows, FloatTensor dy, Vector bias) {
        Fit.biasBackward(rows, dy, bias);
        columnSums.run(rows, dy.columns(), dy.address(), bias.gradient().address());
    }

    @Override
    public void gather(int rows, IntTensor index, MatrixWeight table, FloatTensor out, boolean add) {
        Fit.gather(rows, table, out);
        indices("row", rows, index, table.rows());
        gather.run(
                rows,
                out.columns(),
                index.address(),
                table.address(),
                out.address(),
                add,
                table instanceof Bfloat16Tensor);
    }

    @Override
    public void scatterAdd(int rows, IntTensor index, FloatTensor x, FloatTensor table) {
        Fit.shape("x", x, rows, table.columns());
        indices("row", rows, index, table.rows());
        scatterAdd.run(rows, x.columns(), index.address(), x.address(), table.address());
    }

    /// The first `count` of the index are numbers from 0 to `bound`, exclusive.
    private static void indices(String name, int count, IntTensor index, long bound) {
        Fit.count("an index", index.size(), count);
        for (int i = 0; i < count; i++) {
            Fit.index(name, i, Lanes.getInt(index.address() + (long) i * Integer.BYTES), bound);
        }
    }

    @Override
    public void layerNorm(
            int rows, FloatTensor x, Vector gain, Vector bias, float epsilon, FloatTensor out, FloatTensor statistics) {
        Fit.layerNorm(rows, x, statistics, gain, bias, out);
        norm.run(
                rows,
                x.columns(),
                x.address(),
                gain.weight().address(),
                0,
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
        Fit.layerNormBackward(rows, x, statistics, gain, bias, dOut, dx, out);
        normBackward.run(
                rows,
                x.columns(),
                x.address(),
                statistics.address(),
                gain.weight().address(),
                0,
                bias.weight().address(),
                true,
                dOut.address(),
                dx.address(),
                out.address());
        if (gain.trained()) {
            normParameters.run(
                    rows,
                    x.columns(),
                    x.address(),
                    statistics.address(),
                    dOut.address(),
                    gain.gradient().address(),
                    bias.gradient().address());
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
        norm.run(
                rows,
                x.columns(),
                x.address(),
                gain.weight().address(),
                offset,
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
            float offset,
            FloatTensor dOut,
            FloatTensor dx,
            FloatTensor out) {
        Fit.rmsNormBackward(rows, x, statistics, gain, dOut, dx, out);
        normBackward.run(
                rows,
                x.columns(),
                x.address(),
                statistics.address(),
                gain.weight().address(),
                offset,
                0,
                false,
                dOut.address(),
                dx.address(),
                out.address());
        if (gain.trained()) {
            normParameters.run(
                    rows,
                    x.columns(),
                    x.address(),
                    statistics.address(),
                    dOut.address(),
                    gain.gradient().address(),
                    0);
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
        headNorms.run(shape, rows, raw.address(), gains, epsilon, qkv.address(), statistics.address());
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
        if (gains.trained()) {
            headGainsBackward.run(shape, rows, raw.address(), statistics.address(), gains, dqkv.address());
        }
        headNormsBackward.run(shape, rows, raw.address(), statistics.address(), gains, dqkv.address());
    }

    @Override
    public void rotate(
            int rows, IntTensor positions, FloatTensor angles, FloatTensor x, int heads, int headSize, int direction) {
        Fit.rotation(rows, angles, x, heads, headSize);
        indices("position", rows, positions, angles.rows());
        rotation.run(
                rows,
                x.columns(),
                heads,
                headSize,
                angles.columns(),
                direction,
                positions.address(),
                angles.address(),
                x.address());
    }

    @Override
    public void attention(
            AttentionShape shape, Segments segments, FloatTensor qkv, FloatTensor out, FloatTensor logSumExp) {
        Fit.attention(shape, segments, qkv, out, logSumExp);
        scratch.reserve(segments);
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
        Fit.attentionBackward(shape, segments, qkv, out, logSumExp, dOut, dqkv);
        scratch.reserve(segments);
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

    @Override
    public void remember(AttentionShape shape, int rows, IntTensor place, FloatTensor qkv, FloatTensor cache) {
        Fit.cached(shape, rows, qkv, cache);
        indices("place in the cache", rows, place, cache.rows());
        long offset = (long) shape.keyOffset() * Float.BYTES;
        remember.run(
                rows,
                place.address(),
                qkv.address() + offset,
                (long) qkv.columns() * Float.BYTES,
                cache.address(),
                (long) shape.cacheWidth() * Float.BYTES);
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
        indices("place in the cache", rows, last, cache.rows());
        indices("beginning in the cache", rows, first, cache.rows());
        int most = 0;
        for (int r = 0; r < rows; r++) {
            int length = 1
                    + Lanes.getInt(last.address() + (long) r * Integer.BYTES)
                    - Lanes.getInt(first.address() + (long) r * Integer.BYTES);
            if (length < 1) {
                throw new IllegalArgumentException("the sequence of row " + r + " begins after the row");
            }
            most = Math.max(most, Math.min(length, shape.window()));
        }
        cachedAttention.run(
                shape, rows, most, first.address(), last.address(), qkv.address(), cache.address(), out.address());
    }

    @Override
    public void activate(Nonlinearity f, int rows, FloatTensor x, FloatTensor out) {
        Fit.activation(rows, x, out);
        activation.run(f, rows, out.columns(), false, x.address(), out.address());
    }

    @Override
    public void activateBackward(
            Nonlinearity f, int rows, FloatTensor x, FloatTensor dOut, FloatTensor dx, FloatTensor out) {
        Fit.activationBackward(rows, x, dOut, dx, out);
        activationBackward.run(f, rows, out.columns(), false, x.address(), dOut.address(), dx.address(), out.address());
    }

    @Override
    public void gate(Nonlinearity f, int rows, FloatTensor x, FloatTensor out) {
        Fit.gate(rows, x, out);
        activation.run(f, rows, out.columns(), true, x.address(), out.address());
    }

    @Override
    public void gateBackward(
            Nonlinearity f, int rows, FloatTensor x, FloatTensor dOut, FloatTensor dx, FloatTensor out) {
        Fit.gateBackward(rows, x, dOut, dx, out);
        activationBackward.run(f, rows, out.columns(), true, x.address(), dOut.address(), dx.address(), out.address());
    }

    @Override
    public void softCap(float cap, int rows, FloatTensor x) {
        Fit.softCap(cap, rows, x);
        softCap.run(cap, rows, x.columns(), x.address());
    }

    @Override
    public void logProbs(
            int from, int rows, Targets targets, FloatTensor logits, FloatTensor logSumExp, double[] logProbs) {
        Fit.logProbs(from, rows, targets, logits, logSumExp, logProbs.length);
        logProb.run(from, rows, logits.columns(), targets, logits.address(), logSumExp.address(), logProbs);
    }

    @Override
    public void logSumSquares(
            int from, int rows, Targets targets, FloatTensor logits, FloatTensor logSumExp, double[] out) {
        Fit.logProbs(from, rows, targets, logits, logSumExp, out.length);
        logSumSquares.run(from, rows, logits.columns(), targets, logits.address(), logSumExp.address(), out);
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
        logProbBackward.run(
                from, rows, logits.columns(), targets, logits.address(), cap, logSumExp.address(), gradient);
    }

    @Override
    public double squaredNorm(FloatTensor x) {
        return squaredNorm.run(x.size(), x.address());
    }

    @Override
    public void adamW(FloatTensor w, FloatTensor g, FloatTensor m, FloatTensor v, AdamWStep step) {
        Fit.adamW(w, g, m, v);
        adamW.run(w.size(), w.address(), g.address(), m.address(), v.address(), step);
    }

    @Override
    public void adamW(FloatTensor w, FloatTensor g, EightBitTensor m, EightBitTensor v, AdamWStep step) {
        Fit.adamW(w, g, m, v);
        eightBitAdamW.run(w.size(), w.address(), g.address(), m, v, step);
    }

    @Override
    public void rmsProp(FloatTensor w, FloatTensor g, FloatTensor v, RmsPropStep step) {
        Fit.rmsProp(w, g, v);
        rmsProp.run(w.size(), w.address(), g.address(), v.address(), step);
    }

    @Override
    public void close() {
        pool.close();
        arena.close();
    }
}
