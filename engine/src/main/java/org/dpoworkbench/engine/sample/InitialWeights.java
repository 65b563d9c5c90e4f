package org.dpoworkbench.engine.sample;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

/// Random weights of a Llama decoder before any training, by the rule of `transformers`' `_init_weights`: every matrix
/// from N(0, 0.02²), norm weights 1.
public final class InitialWeights {
    /// `initializer_range` of the model's `config.json`.
    static final double STANDARD_DEVIATION = 0.02;

    private final LlamaShape shape;
    private final Random random;
    private final TensorSink sink;

    private InitialWeights(LlamaShape shape, Random random, TensorSink sink) {
        this.shape = shape;
        this.random = random;
        this.sink = sink;
    }

    /// Gives every tensor to the sink, named as in a Hugging Face checkpoint; linear layers are (out, in). The head is
    /// the embedding's, so it has no tensor of its own.
    public static void write(LlamaShape shape, long seed, TensorSink sink) throws IOException {
        new InitialWeights(shape, new Streams(seed).of("weights"), sink).write();
    }

    private void write() throws IOException {
        int width = shape.width();
        matrix("model.embed_tokens", shape.vocabulary(), width);
        for (int layer = 0; layer < shape.layers(); layer++) {
            String prefix = "model.layers." + layer + ".";
            norm(prefix + "input_layernorm");
            matrix(prefix + "self_attn.q_proj", width, width);
            matrix(prefix + "self_attn.k_proj", shape.keyValueWidth(), width);
            matrix(prefix + "self_attn.v_proj", shape.keyValueWidth(), width);
            matrix(prefix + "self_attn.o_proj", width, width);
            norm(prefix + "post_attention_layernorm");
            matrix(prefix + "mlp.gate_proj", shape.inner(), width);
            matrix(prefix + "mlp.up_proj", shape.inner(), width);
            matrix(prefix + "mlp.down_proj", width, shape.inner());
        }
        norm("model.norm");
    }

    private void matrix(String name, int rows, int columns) throws IOException {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (STANDARD_DEVIATION * random.nextGaussian());
        }
        sink.tensor(name + ".weight", new int[] {rows, columns}, values);
    }

    private void norm(String name) throws IOException {
        float[] values = new float[shape.width()];
        Arrays.fill(values, 1);
        sink.tensor(name + ".weight", new int[] {shape.width()}, values);
    }
}
