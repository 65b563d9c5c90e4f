package org.dpoworkbench.engine.sample;

/// The size of a Llama decoder with tied embeddings, without biases.
///
/// @param vocabulary tokens
/// @param width      of the hidden states; `width / heads` is a head's
/// @param inner      width inside the gated feed-forward block
/// @param keyValueHeads heads of keys and values, each shared by `heads / keyValueHeads` query heads
/// @param context    longest sequence in tokens
public record LlamaShape(int vocabulary, int width, int inner, int layers, int heads, int keyValueHeads, int context) {

    /// The sample project's model: about a million parameters.
    static LlamaShape sample(int vocabulary) {
        return new LlamaShape(vocabulary, 128, 384, 4, 4, 2, 256);
    }

    int keyValueWidth() {
        return width / heads * keyValueHeads;
    }

    /// How many numbers the model learns.
    public long parameters() {
        long attention = 2L * width * width + 2L * width * keyValueWidth();
        long feedForward = 3L * width * inner;
        long norms = 2L * width;
        return (long) vocabulary * width + layers * (attention + feedForward + norms) + width;
    }
}
