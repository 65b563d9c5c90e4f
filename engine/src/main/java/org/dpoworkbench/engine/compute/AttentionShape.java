package org.dpoworkbench.engine.compute;

/// How a row of queries, keys and values is laid out: `[heads × headSize | keyValueHeads × headSize | the same]`.
///
/// @param heads         query heads
/// @param keyValueHeads key and value heads; each serves `heads / keyValueHeads` consecutive query heads
/// @param headSize      floats of a head
/// @param scale         factor on query · key before the softmax, usually 1/√headSize
public record AttentionShape(int heads, int keyValueHeads, int headSize, float scale) {
    public AttentionShape {
        if (keyValueHeads < 1 || headSize < 1 || heads < 1 || heads % keyValueHeads != 0) {
            throw new IllegalArgumentException(
                    heads + " query heads of " + headSize + " floats cannot share " + keyValueHeads + " key heads");
        }
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
