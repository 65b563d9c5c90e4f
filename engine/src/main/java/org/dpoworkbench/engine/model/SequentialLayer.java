package org.dpoworkbench.engine.model;

import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.IntTensor;
import org.dpoworkbench.engine.compute.Segments;

/// m = x + attention(norm x), then m + feedForward(norm m).
record SequentialLayer(
        NormLayer attentionNorm, AttentionBlock attention, NormLayer feedForwardNorm, FeedForwardBlock feedForward)
        implements DecoderLayer {

    @Override
    public void project(Backend backend, int rows, IntTensor positions, Kept kept, Scratch scratch) {
        attentionNorm.forward(backend, rows, kept.input(), scratch.width(), kept.inputStats());
        attention.project(backend, rows, positions, scratch.width(), kept);
    }

    @Override
    public void keep(Backend backend, int rows, Kept kept, Scratch scratch) {
        backend.copy(rows, kept.input(), kept.middle());
        attention.output().forward(backend, rows, kept.attended(), kept.middle(), true);

        feedForwardNorm.forward(backend, rows, kept.middle(), scratch.width(), kept.middleStats());
        feedForward.up().forward(backend, rows, scratch.width(), kept.up(), false);
    }

    @Override
    public void finish(Backend backend, int rows, Kept kept, Scratch scratch, FloatTensor out) {
        keep(backend, rows, kept, scratch);
        feedForward.activate(backend, rows, kept, scratch);
        backend.copy(rows, kept.middle(), out);
        feedForward.down().forward(backend, rows, scratch.inner(), out, true);
    }

    @Override
    public void backward(
            Backend backend,
            int rows,
            IntTensor positions,
            Segments segments,
            Kept kept,
            Scratch scratch,
            FloatTensor dStream) {
        feedForward.backwardDown(backend, rows, dStream, kept, scratch);
        feedForward.up().backwardInput(backend, rows, scratch.dUp(), scratch.dWidth(), false);
        feedForwardNorm.backward(
                backend, rows, kept.middle(), kept.middleStats(), scratch.dWidth(), dStream, scratch.width());
        feedForward.up().backwardParameters(backend, rows, scratch.width(), scratch.dUp());

        attention.backwardOutput(backend, rows, dStream, kept, scratch);
        attention.backwardAttention(backend, rows, positions, segments, kept, scratch);
        attention.queriesKeysValues().backwardInput(backend, rows, scratch.dQkv(), scratch.dWidth(), false);
        attentionNorm.backward(
                backend, rows, kept.input(), kept.inputStats(), scratch.dWidth(), dStream, scratch.width());
        attention.queriesKeysValues().backwardParameters(backend, rows, scratch.width(), scratch.dQkv());
    }
}
