package org.dpoworkbench.engine.model;

import java.util.Optional;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.IntTensor;
import org.dpoworkbench.engine.compute.Segments;

/// m = x + attention(norm x), then m + feedForward(norm m).
///
/// @param afterAttention   where attention's output is normed before it joins the stream
/// @param afterFeedForward likewise
record SequentialLayer(
        NormLayer attentionNorm,
        AttentionBlock attention,
        Optional<NormLayer> afterAttention,
        NormLayer feedForwardNorm,
        FeedForwardBlock feedForward,
        Optional<NormLayer> afterFeedForward)
        implements DecoderLayer {

    @Override
    public void project(Backend backend, int rows, IntTensor positions, Kept kept, Scratch scratch) {
        attentionNorm.forward(backend, rows, kept.input(), scratch.width(), kept.inputStats());
        attention.project(backend, rows, positions, scratch.width(), kept);
    }

    @Override
    public void keep(Backend backend, int rows, Kept kept, Scratch scratch) {
        backend.copy(rows, kept.input(), kept.middle());
        if (afterAttention.isPresent()) {
            Kept.BlockOutput output = kept.attentionOutput().orElseThrow();
            attention.output().forward(backend, rows, kept.attended(), output.rows(), false);
            afterAttention.get().forward(backend, rows, output.rows(), scratch.width(), output.statistics());
            backend.add(rows, scratch.width(), kept.middle());
        } else {
            attention.output().forward(backend, rows, kept.attended(), kept.middle(), true);
        }

        feedForwardNorm.forward(backend, rows, kept.middle(), scratch.width(), kept.middleStats());
        feedForward.up().forward(backend, rows, scratch.width(), kept.up(), false);
        if (afterFeedForward.isPresent()) {
            Kept.BlockOutput output = kept.feedForwardOutput().orElseThrow();
            feedForward.activate(backend, rows, kept, scratch);
            feedForward.down().forward(backend, rows, scratch.inner(), output.rows(), false);
            afterFeedForward.get().forward(backend, rows, output.rows(), scratch.width(), output.statistics());
        }
    }

    @Override
    public void finish(Backend backend, int rows, Kept kept, Scratch scratch, FloatTensor out) {
        keep(backend, rows, kept, scratch);
        backend.copy(rows, kept.middle(), out);
        if (afterFeedForward.isPresent()) {
            backend.add(rows, scratch.width(), out);
        } else {
            feedForward.activate(backend, rows, kept, scratch);
            feedForward.down().forward(backend, rows, scratch.inner(), out, true);
        }
    }

    @Override
    public boolean hasUpperPart() {
        return true;
    }

    @Override
    public void backwardUpper(Backend backend, int rows, Kept kept, Scratch scratch, FloatTensor dStream) {
        FloatTensor dFeedForward =
                blockGradient(backend, rows, afterFeedForward, kept.feedForwardOutput(), scratch, dStream);
        feedForward.backwardDown(backend, rows, dFeedForward, kept, scratch);
        feedForward.up().backwardInput(backend, rows, scratch.dUp(), scratch.dWidth(), false);
        feedForwardNorm.backward(
                backend, rows, kept.middle(), kept.middleStats(), scratch.dWidth(), dStream, scratch.width());
        feedForward.up().backwardParameters(backend, rows, scratch.width(), scratch.dUp());

        FloatTensor dAttention = blockGradient(backend, rows, afterAttention, kept.attentionOutput(), scratch, dStream);
        attention.backwardOutput(backend, rows, dAttention, kept, scratch);
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
        attention.queriesKeysValues().backwardInput(backend, rows, scratch.dQkv(), scratch.dWidth(), false);
        attentionNorm.backward(
                backend, rows, kept.input(), kept.inputStats(), scratch.dWidth(), dStream, scratch.width());
        attention.queriesKeysValues().backwardParameters(backend, rows, scratch.width(), scratch.dQkv());
    }

    /// The gradient of what a block's last map gave, from that of the stream it joined.
    private static FloatTensor blockGradient(
            Backend backend,
            int rows,
            Optional<NormLayer> norm,
            Optional<Kept.BlockOutput> output,
            Scratch scratch,
            FloatTensor dStream) {
        if (norm.isEmpty()) {
            return dStream;
        }
        backend.fill(scratch.dBlock().slice(0, rows), 0);
        Kept.BlockOutput kept = output.orElseThrow();
        norm.get().backward(backend, rows, kept.rows(), kept.statistics(), dStream, scratch.dBlock(), scratch.width());
        return scratch.dBlock();
    }
}
