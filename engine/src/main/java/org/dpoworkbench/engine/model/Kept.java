package org.dpoworkbench.engine.model;

import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.model.DecoderDescription.FeedForward;

/// What a layer's forward pass leaves for its backward pass. Norms' and activations' outputs are not among it: the
/// backward
/// pass needs their inputs anyway and writes the outputs anew on the way.
///
/// @param input        (rows, width)             residual stream before attention
/// @param inputStats   (rows, 2)
/// @param qkv          (rows, qkv width)         rotated where positions are
/// @param attended     (rows, heads × head size)
/// @param logSumExp    (heads, rows)
/// @param middle       (rows, width)             residual stream between the blocks, where they follow each other
/// @param middleStats  (rows, 2)
/// @param up           (rows, inner)             or (rows, 2 × inner), gate and up
record Kept(
        FloatTensor input,
        FloatTensor inputStats,
        FloatTensor qkv,
        FloatTensor attended,
        FloatTensor logSumExp,
        FloatTensor middle,
        FloatTensor middleStats,
        FloatTensor up) {

    /// The same memory but for the input.
    Kept withInput(FloatTensor other) {
        return new Kept(other, inputStats, qkv, attended, logSumExp, middle, middleStats, up);
    }

    static Kept allocate(Backend backend, DecoderDescription d, int layer, int rows) {
        AttentionShape attention = d.layers().get(layer).attention().shape();
        FeedForward feedForward = d.layers().get(layer).feedForward();
        return new Kept(
                backend.floats(rows, d.width()),
                backend.floats(rows, 2),
                backend.floats(rows, attention.rowWidth()),
                backend.floats(rows, attention.outputWidth()),
                backend.floats(attention.heads(), rows),
                backend.floats(rows, d.width()),
                backend.floats(rows, 2),
                backend.floats(rows, feedForward.gated() ? 2 * feedForward.innerWidth() : feedForward.innerWidth()));
    }
}
