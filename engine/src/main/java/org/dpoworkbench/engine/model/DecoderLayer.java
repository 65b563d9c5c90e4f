package org.dpoworkbench.engine.model;

import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.IntTensor;
import org.dpoworkbench.engine.compute.Segments;

/// A transformer layer: attention and feed-forward, joined to the residual stream in one of several ways.
sealed interface DecoderLayer permits SequentialLayer, ParallelLayer {
    AttentionBlock attention();

    /// @param kept `kept.input()` holds the layer's input
    /// @param out  (rows, width) the residual stream after the layer
    default void forward(
            Backend backend,
            int rows,
            IntTensor positions,
            Segments segments,
            Kept kept,
            Scratch scratch,
            FloatTensor out) {
        project(backend, rows, positions, kept, scratch);
        backend.attention(attention().shape(), segments, kept.qkv(), kept.attended(), kept.logSumExp());
        finish(backend, rows, kept, scratch, out);
    }

    /// One new row a sequence, which attends to the sequence's cached rows and joins them.
    ///
    /// @param first where each row's sequence begins in the cache
    /// @param place where the row itself goes
    default void forwardCached(
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
        remember(backend, rows, place, kept, cache);
        backend.attendRemembered(attention().shape(), rows, first, place, kept.qkv(), cache, kept.attended());
        finish(backend, rows, kept, scratch, out);
    }

    /// Puts the keys and values of the last forward pass into the cache.
    default void remember(Backend backend, int rows, IntTensor place, Kept kept, FloatTensor cache) {
        backend.remember(attention().shape(), rows, place, kept.qkv(), cache);
    }

    /// From the layer's input to queries, keys and values.
    void project(Backend backend, int rows, IntTensor positions, Kept kept, Scratch scratch);

    /// From what attention made to the layer's output. `scratch.width()` is as [#project] left it.
    void finish(Backend backend, int rows, Kept kept, Scratch scratch, FloatTensor out);

    /// Fills `kept` as [#forward] does, from its input, and computes no more than that.
    default void refill(Backend backend, int rows, IntTensor positions, Segments segments, Kept kept, Scratch scratch) {
        project(backend, rows, positions, kept, scratch);
        backend.attention(attention().shape(), segments, kept.qkv(), kept.attended(), kept.logSumExp());
        keep(backend, rows, kept, scratch);
    }

    /// What [#finish] keeps for the backward pass. `scratch.width()` is as [#project] left it.
    void keep(Backend backend, int rows, Kept kept, Scratch scratch);

    /// Whether what follows attention needs nothing but the layer's input and attention's output, row by row: then
    /// [#finish] and [#backwardUpper] may be given some of the rows.
    boolean hasUpperPart();

    /// @param dStream (rows, width) gradient of the residual stream: after the layer on entry, before it on return
    default void backward(
            Backend backend,
            int rows,
            IntTensor positions,
            Segments segments,
            Kept kept,
            Scratch scratch,
            FloatTensor dStream) {
        backwardUpper(backend, rows, kept, scratch, dStream);
        backwardLower(backend, rows, positions, segments, kept, scratch, dStream);
    }

    /// From the layer's output to what attention made: writes `scratch.attended()`.
    ///
    /// @param dStream (rows, width) gradient after the layer on entry; on return without attention's and its norm's
    void backwardUpper(Backend backend, int rows, Kept kept, Scratch scratch, FloatTensor dStream);

    /// From what attention made to the layer's input.
    void backwardLower(
            Backend backend,
            int rows,
            IntTensor positions,
            Segments segments,
            Kept kept,
            Scratch scratch,
            FloatTensor dStream);
}
