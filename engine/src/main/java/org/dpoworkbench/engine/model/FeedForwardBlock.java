package org.dpoworkbench.engine.model;

import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.Nonlinearity;

/// The feed-forward block from normed rows to rows of the stream's width, in the pieces that the layers put together.
///
/// @param up    to (rows, inner), or, where gated, to (rows, 2 × inner), gate and up
/// @param gated f(gate) · up instead of f(up)
record FeedForwardBlock(LinearLayer up, Nonlinearity nonlinearity, boolean gated, LinearLayer down) {

    /// From `up`'s output to the activations, `scratch.inner()`, for [#down].
    void activate(Backend backend, int rows, Kept kept, Scratch scratch) {
        if (gated) {
            backend.gate(nonlinearity, rows, kept.up(), scratch.inner());
        } else {
            backend.activate(nonlinearity, rows, kept.up(), scratch.inner());
        }
    }

    /// From the gradient of the block's output to that of `up`'s, `scratch.dUp()`; adds that of `down`'s parameters.
    void backwardDown(Backend backend, int rows, FloatTensor dOut, Kept kept, Scratch scratch) {
        down.backwardInput(backend, rows, dOut, scratch.dInner(), false);
        if (gated) {
            backend.gateBackward(nonlinearity, rows, kept.up(), scratch.dInner(), scratch.dUp(), scratch.inner());
        } else {
            backend.activateBackward(nonlinearity, rows, kept.up(), scratch.dInner(), scratch.dUp(), scratch.inner());
        }
        down.backwardParameters(backend, rows, scratch.inner(), dOut);
    }
}
