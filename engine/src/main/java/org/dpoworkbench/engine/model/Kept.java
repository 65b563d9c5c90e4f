package org.dpoworkbench.engine.model;

import java.util.Optional;
import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.model.DecoderDescription.Attention;
import org.dpoworkbench.engine.model.DecoderDescription.FeedForward;
import org.dpoworkbench.engine.model.DecoderDescription.Residual;

/// What a layer's forward pass leaves for its backward pass. Norms' and activations' outputs are not among it:
/// the backward pass needs their inputs anyway and writes the outputs anew on the way.
///
/// @param input        (rows, width)             residual stream before attention
/// @param inputStats   (rows, 2)
/// @param heads        where query and key heads are normed
/// @param qkv          (rows, qkv width)         rotated where positions are
/// @param attended     (rows, heads × head size)
/// @param logSumExp    (heads, rows)
/// @param middle       (rows, width)             residual stream between the blocks, where they follow each other
/// @param middleStats  (rows, 2)
/// @param up           (rows, inner)             or (rows, 2 × inner), gate and up
/// @param attentionOutput   where it is normed before it joins the stream
/// @param feedForwardOutput likewise
record Kept(
        FloatTensor input,
        FloatTensor inputStats,
        Optional<RawHeads> heads,
        FloatTensor qkv,
        FloatTensor attended,
        FloatTensor logSumExp,
        FloatTensor middle,
        FloatTensor middleStats,
        FloatTensor up,
        Optional<BlockOutput> attentionOutput,
        Optional<BlockOutput> feedForwardOutput) {

    /// @param raw        (rows, qkv width) before heads are normed
    /// @param statistics (rows, query and key heads)
    record RawHeads(FloatTensor raw, FloatTensor statistics) {}

    /// @param rows       (rows, width) before its norm
    /// @param statistics (rows, 2)
    record BlockOutput(FloatTensor rows, FloatTensor statistics) {}

    /// The same memory but for the input.
    Kept withInput(FloatTensor other) {
        return new Kept(
                other,
                inputStats,
                heads,
                qkv,
                attended,
                logSumExp,
                middle,
                middleStats,
                up,
                attentionOutput,
                feedForwardOutput);
    }

    /// The same memory but for what attention made.
    Kept withAttended(FloatTensor other) {
        return new Kept(
                input,
                inputStats,
                heads,
                qkv,
                other,
                logSumExp,
                middle,
                middleStats,
                up,
                attentionOutput,
                feedForwardOutput);
    }

    static Kept allocate(Backend backend, DecoderDescription d, int layer, int rows) {
        Attention attention = d.layers().get(layer).attention();
        AttentionShape shape = attention.shape();
        FeedForward feedForward = d.layers().get(layer).feedForward();
        Residual residual = d.layers().get(layer).residual();
        int headCount = shape.heads() + shape.keyValueHeads();
        return new Kept(
                backend.floats(rows, d.width()),
                backend.floats(rows, 2),
                attention
                        .headNorms()
                        .map(_ ->
                                new RawHeads(backend.floats(rows, shape.rowWidth()), backend.floats(rows, headCount))),
                backend.floats(rows, shape.rowWidth()),
                backend.floats(rows, shape.outputWidth()),
                backend.floats(shape.heads(), rows),
                backend.floats(rows, d.width()),
                backend.floats(rows, 2),
                backend.floats(rows, feedForward.gated() ? 2 * feedForward.innerWidth() : feedForward.innerWidth()),
                residual.afterAttention().map(_ -> output(backend, d, rows)),
                residual.afterFeedForward().map(_ -> output(backend, d, rows)));
    }

    private static BlockOutput output(Backend backend, DecoderDescription d, int rows) {
        return new BlockOutput(backend.floats(rows, d.width()), backend.floats(rows, 2));
    }
}
