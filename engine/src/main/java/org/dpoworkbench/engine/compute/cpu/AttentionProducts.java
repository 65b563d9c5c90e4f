package org.dpoworkbench.engine.compute.cpu;

/// The matrix products of one attention tile: its query rows and the keys that they see, the context's and the
/// segment's own. Keys, values and their gradients lie in rows of `width` floats, a head's beginning at the addresses
/// given.
///
/// What a row does not see of a tile of scores or probabilities may hold anything before [#scores], and be left so;
/// it is 0 before [#mix] and [#spread].
interface AttentionProducts {
    /// tile (rows, shared + own) = scale · x · [shared | own]ᵀ
    ///
    /// @param x       (rows, size)
    /// @param xStride floats from row to row of it
    /// @param shared  the context's first key or value
    /// @param own     the segment's
    /// @param size    of a head
    void scores(
            KeySpan span,
            long x,
            int xStride,
            long shared,
            long own,
            int width,
            int size,
            float scale,
            long tile,
            int worker);

    /// out (rows, size) = tile · [shared ; own]
    ///
    /// @param outStride floats from row to row of it
    void mix(KeySpan span, long tile, long shared, long own, int width, int size, long out, int outStride, int worker);

    /// Adds tileᵀ · x to the rows of the context's keys or values and to those of the segment's.
    ///
    /// @param x       (rows, size)
    /// @param xStride floats from row to row of it
    void spread(KeySpan span, long tile, long x, int xStride, long shared, long own, int width, int size, int worker);
}
