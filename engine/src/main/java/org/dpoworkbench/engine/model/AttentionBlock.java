package org.dpoworkbench.engine.model;

import java.util.Optional;
import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.IntTensor;
import org.dpoworkbench.engine.compute.Segments;

/// Attention from normed rows to rows of the stream's width, in the pieces that the layers put together.
///
/// @param norms    where each query and key head is normed before it is rotated
/// @param rotation where positions are rotations
record AttentionBlock(
        AttentionShape shape,
        LinearLayer queriesKeysValues,
        Optional<HeadNormLayer> norms,
        Optional<RotaryAngles> rotation,
        LinearLayer output) {

    /// Queries, keys and values of normed rows.
    void project(Backend backend, int rows, IntTensor positions, FloatTensor normed, Kept kept) {
        if (norms.isPresent()) {
            Kept.RawHeads heads = kept.heads().orElseThrow();
            queriesKeysValues.forward(backend, rows, normed, heads.raw(), false);
            norms.get().forward(backend, shape, rows, heads, kept.qkv());
        } else {
            queriesKeysValues.forward(backend, rows, normed, kept.qkv(), false);
        }
        rotate(backend, rows, positions, kept.qkv(), 1);
    }

    /// Writes the gradient of attention's output into `scratch.attended()`, and adds that of the output map's
    /// parameters.
    void backwardOutput(Backend backend, int rows, FloatTensor dOut, Kept kept, Scratch scratch) {
        output.backwardInput(backend, rows, dOut, scratch.attended(), false);
        output.backwardParameters(backend, rows, kept.attended(), dOut);
    }

    /// From `scratch.attended()` to the gradient of the projections' output, `scratch.dQkv()`.
    void backwardAttention(
            Backend backend, int rows, IntTensor positions, Segments segments, Kept kept, Scratch scratch) {
        backend.attentionBackward(
                shape, segments, kept.qkv(), kept.attended(), kept.logSumExp(), scratch.attended(), scratch.dQkv());
        rotate(backend, rows, positions, scratch.dQkv(), -1);
        if (norms.isPresent()) {
            norms.get().backward(backend, shape, rows, kept.heads().orElseThrow(), scratch.dQkv());
        }
    }

    private void rotate(Backend backend, int rows, IntTensor positions, FloatTensor qkv, int direction) {
        if (rotation.isPresent()) {
            int heads = shape.heads() + shape.keyValueHeads();
            backend.rotate(rows, positions, rotation.get().table(), qkv, heads, shape.headSize(), direction);
        }
    }
}
