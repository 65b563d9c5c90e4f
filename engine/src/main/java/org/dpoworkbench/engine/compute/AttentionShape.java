package org.dpoworkbench.engine.compute;

/// How a row of queries, keys and values is laid out: `[heads × headSize | keyValueHeads × headSize | the same]`, and
/// how scores come about.
///
/// @param heads         query heads
/// @param keyValueHeads key and value heads; each serves `heads / keyValueHeads` consecutive query heads
/// @param headSize      floats of a head
/// @param scale         factor on query · key before the softmax, usually 1/√headSize
/// @param window        positions that a query sees at most, its own and those before it; [#UNBOUNDED]: all
/// @param cap           a score s becomes cap · tanh(s / cap) before the softmax (Gemma Team 2024, arXiv 2408.00118);
///                      0: it stays s
public record AttentionShape(int heads, int keyValueHeads, int headSize, float scale, int window, float cap) {
    public static final int UNBOUNDED = Integer.MAX_VALUE;

    public AttentionShape {
        if (keyValueHeads < 1 || headSize < 1 || heads < 1 || heads % keyValueHeads != 0) {
            throw new IllegalArgumentException(
                    heads + " query heads of " + headSize + " floats cannot share " + keyValueHeads + " key heads");
        }
        if (window < 1 || !(cap >= 0)) {
            throw new IllegalArgumentException("a window of " + window + " positions, scores capped at " + cap);
        }
    }

    /// Every query sees all positions before it, and scores have no cap.
    public AttentionShape(int heads, int keyValueHeads, int headSize, float scale) {
        this(heads, keyValueHeads, headSize, scale, UNBOUNDED, 0);
    }

    public AttentionShape withWindow(int positions) {
        return new AttentionShape(heads, keyValueHeads, headSize, scale, positions, cap);
    }

    public AttentionShape withCap(float limit) {
        return new AttentionShape(heads, keyValueHeads, headSize, scale, window, limit);
    }

    /// Floats in a row of queries, keys and values together.
    public int rowWidth() {
        return (heads + 2 * keyValueHeads) * headSize;
    }

    /// Floats in a row of attention's output.
    public int outputWidth() {
        return heads * headSize;
    }

    /// Floats in a cached row: keys, then values.
    public int cacheWidth() {
        return 2 * keyValueHeads * headSize;
    }

    public int keyOffset() {
        return heads * headSize;
    }

    public int valueOffset() {
        return (heads + keyValueHeads) * headSize;
    }

    public int queriesPerKey() {
        return heads / keyValueHeads;
    }
}
