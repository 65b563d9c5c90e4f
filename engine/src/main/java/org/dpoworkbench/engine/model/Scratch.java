package org.dpoworkbench.engine.model;

import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;

/// Buffers that every layer uses in turn.
///
/// @param width     (rows, width)      norms' outputs
/// @param dWidth    (rows, width)      their gradients
/// @param attended  (rows, heads × head size) gradient of attention's output
/// @param dQkv      (rows, qkv width)
/// @param inner     (rows, inner)      activations
/// @param dInner    (rows, inner)      their gradients
/// @param dUp       (rows, inner) or (rows, 2 × inner); the same memory as dInner where nothing is gated
record Scratch(
        FloatTensor width,
        FloatTensor dWidth,
        FloatTensor attended,
        FloatTensor dQkv,
        FloatTensor inner,
        FloatTensor dInner,
        FloatTensor dUp) {

    static Scratch allocate(Backend backend, DecoderDescription d, int rows) {
        var attention = d.attention().apply(0);
        FloatTensor dInner = backend.floats(rows, d.innerWidth());
        return new Scratch(
                backend.floats(rows, d.width()),
                backend.floats(rows, d.width()),
                backend.floats(rows, attention.outputWidth()),
                backend.floats(rows, attention.rowWidth()),
                backend.floats(rows, d.innerWidth()),
                dInner,
                d.gated() ? backend.floats(rows, 2 * d.innerWidth()) : dInner);
    }
}
