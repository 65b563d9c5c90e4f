package org.dpoworkbench.engine.compute;

import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/// The fused operations that decoders and optimisers are made of, on one device.
///
/// Every operation on rows takes the number of rows in use first. Outputs are overwritten unless the text says
/// "adds". Gradients of parameters are always added to. All arithmetic is float32 unless said otherwise. An
/// instance is used by one thread at a time; it owns its memory until it is closed. No operation allocates.
///
/// Arguments that do not fit each other (rows, widths, row numbers and positions outside their table, tokens
/// outside the vocabulary) are refused with [IllegalArgumentException], and then nothing has been written; see
/// [Fit].
public interface Backend extends AutoCloseable {

    /// What computes and with which libraries, for the run's record.
    String description();

    // ---- memory

    /// A zeroed tensor.
    FloatTensor floats(long rows, int columns);

    /// A zeroed tensor in the host's memory, for what is used once a step: a card reaches it over the bus,
    /// and none of the card's own memory is taken.
    FloatTensor floatsOnHost(long rows, int columns);

    /// A zeroed matrix of weights that nothing will change.
    Bfloat16Tensor bfloat16s(long rows, int columns);

    /// A zeroed matrix of weights that nothing will change, for [#write] to fill.
    ///
    /// @throws UnsupportedOperationException where the backend has no such weights
    Nf4Tensor nf4s(long rows, int columns);

    IntTensor ints(int size);

    /// Bytes of the device's memory handed out so far.
    long allocatedBytes();

    /// The tensor's numbers as the host sees them, in native byte order, to be read before the next call of anything:
    /// on a CPU the memory itself, else a copy. For files; call it with parts of a large tensor.
    MemorySegment read(FloatTensor tensor);

    /// Lets `writer` write all of the tensor's bytes, in native byte order, into memory that the host sees.
    void write(MatrixWeight tensor, Consumer<MemorySegment> writer);

    /// Copies the first `count` integers to the device.
    void upload(int[] source, int count, IntTensor target);

    /// Copies the first `count` floats to the device.
    void upload(float[] source, int count, FloatTensor target);

    /// Copies the first `count` floats to the device, rounded to nearest, ties to even.
    void upload(float[] source, int count, Bfloat16Tensor target);

    /// Copies the first `count` floats to the host.
    void download(FloatTensor source, float[] target, int count);

    void fill(FloatTensor tensor, float value);

    /// target (rows, width) = source.
    void copy(int rows, FloatTensor source, FloatTensor target);

    /// target (rows, width) += source.
    void add(int rows, FloatTensor source, FloatTensor target);

    /// x (rows, width) = factor · x.
    void scale(int rows, float factor, FloatTensor x);

    // ---- linear maps

    /// y (rows, outputs) = x (rows, inputs) · W, or adds it to y.
    void multiply(int rows, FloatTensor x, Matrix w, FloatTensor y, boolean add);

    /// dx (rows, inputs) = dy (rows, outputs) · Wᵀ, or adds it to dx.
    void multiplyBackwardInput(int rows, FloatTensor dy, Matrix w, FloatTensor dx, boolean add);

    /// Adds xᵀ · dy to W's gradient.
    void multiplyBackwardWeight(int rows, FloatTensor x, FloatTensor dy, Matrix w);

    /// y (rows, width) += bias in every row.
    void addBias(int rows, FloatTensor y, Vector bias);

    /// Adds the column sums of dy to the bias's gradient.
    void biasBackward(int rows, FloatTensor dy, Vector bias);

    // ---- rows by number

    /// out (rows, width): row r is table row `index[r]`, or is added to out. The table is not NF4.
    void gather(int rows, IntTensor index, MatrixWeight table, FloatTensor out, boolean add);

    /// Adds row r of x to table row `index[r]`; rows may repeat, their order of addition is fixed.
    void scatterAdd(int rows, IntTensor index, FloatTensor x, FloatTensor table);

    // ---- low-rank adapters

    /// y's columns from `first` on += scale · inner (rows, r) · Bᵀ.
    ///
    /// @param outer B (outputs, r)
    void addOuter(int rows, FloatTensor inner, Matrix outer, float scale, FloatTensor y, int first);

    /// Adds scale · dyᵀ · inner to B's gradient, of dy's columns from `first` on; then inner = scale · dy · B.
    void addOuterBackward(int rows, FloatTensor dy, int first, Matrix outer, float scale, FloatTensor inner);

    /// out = x / (1 − share) where its number ([CounterRandom#uniform]) is at least share, else 0; or adds that.
    ///
    /// @param key   of the numbers; elements are counted row by row
    /// @param share of elements that are left out, in [0, 1)
    void dropout(int rows, FloatTensor x, long key, float share, FloatTensor out, boolean add);

    // ---- normalisation

    /// Layer normalisation. `statistics` (rows, 2) keeps each row's mean and 1/√(variance + epsilon).
    void layerNorm(
            int rows, FloatTensor x, Vector gain, Vector bias, float epsilon, FloatTensor out, FloatTensor statistics);

    /// Adds the input's gradient to dx, the parameters' to theirs where they have one, and writes the normalised output
    /// anew.
    void layerNormBackward(
            int rows,
            FloatTensor x,
            FloatTensor statistics,
            Vector gain,
            Vector bias,
            FloatTensor dOut,
            FloatTensor dx,
            FloatTensor out);

    /// Root-mean-square normalisation (Zhang and Sennrich 2019). `statistics` (rows, 2) keeps 1/√(mean square +
    /// epsilon).
    ///
    /// @param offset added to the gain; 1 where it is stored as the difference from 1
    void rmsNorm(
            int rows, FloatTensor x, Vector gain, float offset, float epsilon, FloatTensor out, FloatTensor statistics);

    /// As [#layerNormBackward].
    void rmsNormBackward(
            int rows,
            FloatTensor x,
            FloatTensor statistics,
            Vector gain,
            float offset,
            FloatTensor dOut,
            FloatTensor dx,
            FloatTensor out);

    /// Root-mean-square normalisation of each query and key head (Dehghani et al. 2023, arXiv 2302.05442; Qwen3).
    /// Values are copied.
    ///
    /// @param raw        (rows, shape.rowWidth())
    /// @param qkv        (rows, shape.rowWidth()), written
    /// @param statistics (rows, heads + keyValueHeads): 1/√(mean square + epsilon) of each
    void normHeads(
            AttentionShape shape,
            int rows,
            FloatTensor raw,
            HeadGains gains,
            float epsilon,
            FloatTensor qkv,
            FloatTensor statistics);

    /// Turns dqkv into the gradient of `raw` in place, and adds the gains' gradients where they have some.
    void normHeadsBackward(
            AttentionShape shape, int rows, FloatTensor raw, FloatTensor statistics, HeadGains gains, FloatTensor dqkv);

    // ---- attention

    /// Rotates, in place, the first dimensions of the first `heads` heads of each row: of as many dimensions as
    /// the angles have columns, dimension i with i + columns/2 by the angle of the row's position (Su et al. 2021,
    /// in the half-split order of Hugging Face's Llama).
    ///
    /// @param angles    (positions, at most headSize): cosines of columns/2 angles, then their sines
    /// @param direction 1 forward, -1 back
    void rotate(
            int rows, IntTensor positions, FloatTensor angles, FloatTensor x, int heads, int headSize, int direction);

    /// Softmax attention within each group of segments.
    ///
    /// @param qkv       (rows, shape.rowWidth())
    /// @param out       (rows, shape.outputWidth())
    /// @param logSumExp (heads, rows capacity): log of each row's sum of exponentials, kept for the backward pass
    void attention(AttentionShape shape, Segments segments, FloatTensor qkv, FloatTensor out, FloatTensor logSumExp);

    /// Writes dqkv (rows, shape.rowWidth()).
    void attentionBackward(
            AttentionShape shape,
            Segments segments,
            FloatTensor qkv,
            FloatTensor out,
            FloatTensor logSumExp,
            FloatTensor dOut,
            FloatTensor dqkv);

    /// Copies the rows' keys and values into a cache.
    ///
    /// @param place which row of the cache each goes to
    /// @param qkv   (rows, shape.rowWidth()), keys rotated where positions are
    /// @param cache (cached rows, shape.cacheWidth())
    void remember(AttentionShape shape, int rows, IntTensor place, FloatTensor qkv, FloatTensor cache);

    /// Softmax attention of one new row a sequence over the cached rows of its sequence, the row's own included.
    ///
    /// @param first where each row's sequence begins in the cache
    /// @param last  the row's own place there
    /// @param qkv   (rows, shape.rowWidth()), of which the queries are read
    /// @param cache (cached rows, shape.cacheWidth())
    /// @param out   (rows, shape.outputWidth())
    void attendRemembered(
            AttentionShape shape,
            int rows,
            IntTensor first,
            IntTensor last,
            FloatTensor qkv,
            FloatTensor cache,
            FloatTensor out);

    // ---- activations

    /// out = f(x), element by element.
    void activate(Nonlinearity f, int rows, FloatTensor x, FloatTensor out);

    /// out = f(x) anew, and dx = f'(x) · dOut; dx may be dOut.
    void activateBackward(Nonlinearity f, int rows, FloatTensor x, FloatTensor dOut, FloatTensor dx, FloatTensor out);

    /// out (rows, width) = f(gate) · up, where x (rows, 2 · width) is `[gate | up]`.
    void gate(Nonlinearity f, int rows, FloatTensor x, FloatTensor out);

    /// out anew, and dx (rows, 2 · width).
    void gateBackward(Nonlinearity f, int rows, FloatTensor x, FloatTensor dOut, FloatTensor dx, FloatTensor out);

    // ---- log-probs

    /// x (rows, width) = cap · tanh(x / cap), element by element in place; cap > 0.
    void softCap(float cap, int rows, FloatTensor x);

    /// For the logit rows `from` to `from + rows`: `logProbs[t] = log softmax(logits[r])[token[t]]` of each of their
    /// targets.
    ///
    /// @param logits    (rows, vocabulary), this chunk's
    /// @param logSumExp kept by logit row for the backward pass
    void logProbs(int from, int rows, Targets targets, FloatTensor logits, FloatTensor logSumExp, double[] logProbs);

    /// For the same rows, after [#logProbs]: log Σ_v p_v² of the softmax p that each of their targets is drawn from.
    ///
    /// @param logSumSquares of each target, written
    void logSumSquares(
            int from, int rows, Targets targets, FloatTensor logits, FloatTensor logSumExp, double[] logSumSquares);

    /// Turns the logits into their gradient in place, given d loss / d log-prob of each target.
    ///
    /// @param cap the logits are those that [#softCap] made with it, and the gradient is that of what they were
    ///            before; 0: they were never capped
    void logProbsBackward(
            int from,
            int rows,
            Targets targets,
            FloatTensor logits,
            float cap,
            FloatTensor logSumExp,
            double[] gradient);

    // ---- optimiser

    /// Σ x², summed in float64 in an order that no thread count changes.
    double squaredNorm(FloatTensor x);

    /// One AdamW step (Loshchilov and Hutter 2019), as `torch.optim.AdamW`: decay first, decoupled.
    ///
    /// @param g     gradient, multiplied by `gradientScale` before use
    /// @param m     first moment, updated
    /// @param v     second moment, updated
    void adamW(FloatTensor w, FloatTensor g, FloatTensor m, FloatTensor v, AdamWStep step);

    /// As above, with moments of 8 bits, as `bitsandbytes.optim.AdamW8bit`: they are widened, updated, used for
    /// the step, and then rounded to the nearest level of their block.
    ///
    /// @param m first moment, by [EightBit#signedLevels]
    /// @param v second moment, by [EightBit#unsignedLevels]
    /// @throws UnsupportedOperationException where the backend has no such moments
    void adamW(FloatTensor w, FloatTensor g, EightBitTensor m, EightBitTensor v, AdamWStep step);

    /// One RMSprop step, as `torch.optim.RMSprop` without momentum.
    void rmsProp(FloatTensor w, FloatTensor g, FloatTensor v, RmsPropStep step);

    @Override
    void close();
}
