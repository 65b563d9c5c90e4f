package org.dpoworkbench.engine.model;

import java.util.Optional;
import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.IntTensor;
import org.dpoworkbench.engine.compute.Nonlinearity;
import org.dpoworkbench.engine.compute.Segments;

/// A pre-norm transformer block: x + attention(norm x), then that + feedForward(norm of that).
///
/// @param rotation where positions are rotations
record DecoderLayer(
        NormLayer attentionNorm,
        LinearLayer queriesKeysValues,
        AttentionShape shape,
        Optional<RotaryAngles> rotation,
        LinearLayer attentionOutput,
        NormLayer feedForwardNorm,
        LinearLayer up,
        Nonlinearity nonlinearity,
        boolean gated,
        LinearLayer down) {

    /// @param kept `kept.input()` holds the layer's input
    /// @param out  (rows, width) the residual stream after the layer
    void forward(
            Backend backend,
            int rows,
            IntTensor positions,
            Segments segments,
            Kept kept,
            Scratch scratch,
            FloatTensor out) {
        project(backend, rows, positions, kept, scratch);
        backend.attention(shape, segments, kept.qkv(), kept.attended(), kept.logSumExp());
        finish(backend, rows, kept, scratch, out);
    }

    /// One new row a sequence, which attends to the sequence's cached rows and joins them.
    ///
    /// @param first where each row's sequence begins in the cache
    /// @param place where the row itself goes
    void forwardCached(
            Backend backend,
            int rows,
            IntTensor positions,
            IntTensor first,
            IntTensor place,
            FloatTensor cache,
            Kept kept,
            Scratch scratch,
            FloatTensor out) {
        project(backend, rows, positions, kept, scratch);
        backend.remember(shape, rows, place, kept.qkv(), cache);
        backend.attendRemembered(shape, rows, first, place, kept.qkv(), cache, kept.attended());
        finish(backend, rows, kept, scratch, out);
    }

    /// Puts the keys and values of the last forward pass into the cache.
    void remember(Backend backend, int rows, IntTensor place, Kept kept, FloatTensor cache) {
        backend.remember(shape, rows, place, kept.qkv(), cache);
    }

    private void project(Backend backend, int rows, IntTensor positions, Kept kept, Scratch scratch) {
        attentionNorm.forward(backend, rows, kept.input(), scratch.width(), kept.inputStats());
        queriesKeysValues.forward(backend, rows, scratch.width(), kept.qkv(), false);
        rotate(backend, rows, positions, kept.qkv(), 1);
    }

    private void finish(Backend backend, int rows, Kept kept, Scratch scratch, FloatTensor out) {
        backend.copy(rows, kept.input(), kept.middle());
        attentionOutput.forward(backend, rows, kept.attended(), kept.middle(), true);

        feedForwardNorm.forward(backend, rows, kept.middle(), scratch.width(), kept.middleStats());
        up.forward(backend, rows, scratch.width(), kept.up(), false);
        if (gated) {
            backend.gate(nonlinearity, rows, kept.up(), scratch.inner());
        } else {
            backend.activate(nonlinearity, rows, kept.up(), scratch.inner());
        }
        backend.copy(rows, kept.middle(), out);
        down.forward(backend, rows, scratch.inner(), out, true);
    }

    /// @param dStream (rows, width) gradient of the residual stream: after the layer on entry, before it on return
    void backward(
            Backend backend,
            int rows,
            IntTensor positions,
            Segments segments,
            Kept kept,
            Scratch scratch,
            FloatTensor dStream) {
        down.backwardInput(backend, rows, dStream, scratch.dInner());
        if (gated) {
            backend.gateBackward(nonlinearity, rows, kept.up(), scratch.dInner(), scratch.dUp(), scratch.inner());
        } else {
            backend.activateBackward(nonlinearity, rows, kept.up(), scratch.dInner(), scratch.dUp(), scratch.inner());
        }
        down.backwardParameters(backend, rows, scratch.inner(), dStream);
        up.backwardInput(backend, rows, scratch.dUp(), scratch.dWidth());
        feedForwardNorm.backward(
                backend, rows, kept.middle(), kept.middleStats(), scratch.dWidth(), dStream, scratch.width());
        up.backwardParameters(backend, rows, scratch.width(), scratch.dUp());

        attentionOutput.backwardInput(backend, rows, dStream, scratch.attended());
        attentionOutput.backwardParameters(backend, rows, kept.attended(), dStream);
        backend.attentionBackward(
                shape, segments, kept.qkv(), kept.attended(), kept.logSumExp(), scratch.attended(), scratch.dQkv());
        rotate(backend, rows, positions, scratch.dQkv(), -1);
        queriesKeysValues.backwardInput(backend, rows, scratch.dQkv(), scratch.dWidth());
        attentionNorm.backward(
                backend, rows, kept.input(), kept.inputStats(), scratch.dWidth(), dStream, scratch.width());
        queriesKeysValues.backwardParameters(backend, rows, scratch.width(), scratch.dQkv());
    }

    private void rotate(Backend backend, int rows, IntTensor positions, FloatTensor qkv, int direction) {
        if (rotation.isPresent()) {
            int heads = shape.heads() + shape.keyValueHeads();
            backend.rotate(rows, positions, rotation.get().table(), qkv, heads, shape.headSize(), direction);
        }
    }
}
