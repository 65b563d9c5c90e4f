package org.dpoworkbench.engine.model;

import java.util.Optional;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.IntTensor;
import org.dpoworkbench.engine.compute.Segments;

/// x + attention(norm x) + feedForward(norm x) (Wang and Komatsuzaki 2021, GPT-J).
///
/// @param feedForwardNorm where the second block has a norm of its own; else both read the first
record ParallelLayer(
        NormLayer attentionNorm,
        AttentionBlock attention,
        Optional<NormLayer> feedForwardNorm,
        FeedForwardBlock feedForward)
        implements DecoderLayer {

    @Override
    public void project(Backend backend, int rows, IntTensor positions, Kept kept, Scratch scratch) {
        attentionNorm.forward(backend, rows, kept.input(), scratch.width(), kept.inputStats());
        attention.project(backend, rows, positions, scratch.width(), kept);
    }

    @Override
    public void keep(Backend backend, int rows, Kept kept, Scratch scratch) {
        if (feedForwardNorm.isPresent()) {
            feedForwardNorm.get().forward(backend, rows, kept.input(), scratch.width(), kept.middleStats());
        }
        feedForward.up().forward(backend, rows, scratch.width(), kept.up(), false);
    }

    @Override
    public void finish(Backend backend, int rows, Kept kept, Scratch scratch, FloatTensor out) {
        keep(backend, rows, kept, scratch);
        feedForward.activate(backend, rows, kept, scratch);
        backend.copy(rows, kept.input(), out);
        attention.output().forward(backend, rows, kept.attended(), out, true);
        feedForward.down().forward(backend, rows, scratch.inner(), out, true);
    }

    /// A norm of its own is computed anew from the input; the shared one is attention's, of all rows.
    @Override
    public boolean hasUpperPart() {
        return feedForwardNorm.isPresent();
    }

    /// Both blocks take the gradient of the stream after the layer; only then is anything added to it. Where the norm
    /// is shared, `scratch.dWidth()` keeps the gradient of its output for [#backwardLower].
    @Override
    public void backwardUpper(Backend backend, int rows, Kept kept, Scratch scratch, FloatTensor dStream) {
        attention.backwardOutput(backend, rows, dStream, kept, scratch);
        feedForward.backwardDown(backend, rows, dStream, kept, scratch);
        feedForward.up().backwardInput(backend, rows, scratch.dUp(), scratch.dWidth(), false);
        if (feedForwardNorm.isPresent()) {
            feedForwardNorm
                    .get()
                    .backward(
                            backend,
                            rows,
                            kept.input(),
                            kept.middleStats(),
                            scratch.dWidth(),
                            dStream,
                            scratch.width());
            feedForward.up().backwardParameters(backend, rows, scratch.width(), scratch.dUp());
        }
    }

    @Override
    public void backwardLower(
            Backend backend,
            int rows,
            IntTensor positions,
            Segments segments,
            Kept kept,
            Scratch scratch,
            FloatTensor dStream) {
        attention.backwardAttention(backend, rows, positions, segments, kept, scratch);
        boolean shared = feedForwardNorm.isEmpty();
        attention.queriesKeysValues().backwardInput(backend, rows, scratch.dQkv(), scratch.dWidth(), shared);
        attentionNorm.backward(
                backend, rows, kept.input(), kept.inputStats(), scratch.dWidth(), dStream, scratch.width());
        if (shared) {
            feedForward.up().backwardParameters(backend, rows, scratch.width(), scratch.dUp());
        }
        attention.queriesKeysValues().backwardParameters(backend, rows, scratch.width(), scratch.dQkv());
    }
}
