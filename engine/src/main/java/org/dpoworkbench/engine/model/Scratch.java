package org.dpoworkbench.engine.model;

import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.model.DecoderDescription.FeedForward;

/// Buffers that every layer uses in turn; gradients' there are none where nothing is trained.
///
/// @param width     (rows, width)      norms' outputs
/// @param dWidth    (rows, width)      their gradients
/// @param dBlock    (rows, width)      gradient of a block's output, where that is normed before it joins the stream
/// @param attended  (rows, heads × head size) gradient of attention's output
/// @param dQkv      (rows, qkv width)
/// @param inner     (rows, inner)      activations
/// @param dInner    (rows, inner)      their gradients
/// @param dUp       (rows, inner) or (rows, 2 × inner); the same memory as dInner where nothing is gated
record Scratch(
        FloatTensor width,
        FloatTensor dWidth,
        FloatTensor dBlock,
        FloatTensor attended,
        FloatTensor dQkv,
        FloatTensor inner,
        FloatTensor dInner,
        FloatTensor dUp) {

    /// The same memory but for the gradient of attention's output.
    Scratch withAttended(FloatTensor other) {
        return new Scratch(width, dWidth, dBlock, other, dQkv, inner, dInner, dUp);
    }

    static Scratch allocate(Backend backend, DecoderDescription d, int rows, boolean trained) {
        AttentionShape attention = d.layers().getFirst().attention().shape();
        FeedForward feedForward = d.layers().getFirst().feedForward();
        FloatTensor width = backend.floats(rows, d.width());
        FloatTensor inner = backend.floats(rows, feedForward.innerWidth());
        if (!trained) {
            FloatTensor none = FloatTensor.NONE;
            return new Scratch(width, none, none, none, none, inner, none, none);
        }
        boolean outputNorms = d.layers().stream()
                .map(DecoderDescription.Layer::residual)
                .anyMatch(r ->
                        r.afterAttention().isPresent() || r.afterFeedForward().isPresent());
        FloatTensor dInner = backend.floats(rows, feedForward.innerWidth());
        return new Scratch(
                width,
                backend.floats(rows, d.width()),
                outputNorms ? backend.floats(rows, d.width()) : FloatTensor.NONE,
                backend.floats(rows, attention.outputWidth()),
                backend.floats(rows, attention.rowWidth()),
                inner,
                dInner,
                feedForward.gated() ? backend.floats(rows, 2 * feedForward.innerWidth()) : dInner);
    }
}
