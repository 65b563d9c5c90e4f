package org.dpoworkbench.engine.model;

import org.dpoworkbench.engine.config.Named;
import org.dpoworkbench.engine.weights.DType;

/// Shapes of models by names, to measure with: how fast a model trains is a matter of its shape, not of its weights.
public enum ModelShape implements Named {
    /// 6 layers of 384, 6 heads; 30 million weights, most of them the embeddings.
    GPT2_30M("gpt2-30m", gpt2(6, 384, 6)),

    /// GPT-2 small: 12 layers of 768, 12 heads.
    GPT2_124M("gpt2-124m", gpt2(12, 768, 12)),

    /// 8 layers of 512, 8 heads over 4, GPT-2's vocabulary, embeddings and head apart.
    LLAMA_75M("llama-75m", llama(8, 512, 1408, 8, 4, 50_257, false)),

    /// TinyStories-656K: 2 layers of 128, 8 heads over 4, a vocabulary of 2,048.
    LLAMA_656K("llama-656k", llama(2, 128, 384, 8, 4, 2_048, true)),

    /// Llama 3.2 1B: 16 layers of 2,048, 32 heads over 8; weights in bfloat16, 2.3 GiB on disk.
    LLAMA_1B("llama-1b", llama(16, 2_048, 8_192, 32, 8, 128_256, true), DType.BF16),

    /// Llama 3 8B: 32 layers of 4,096, 32 heads over 8, embeddings and head apart; weights in bfloat16, 15 GiB on disk.
    LLAMA_8B("llama-8b", llama(32, 4_096, 14_336, 32, 8, 128_256, false), DType.BF16);

    private final String text;
    private final String config;
    private final DType dtype;

    ModelShape(String text, String config) {
        this(text, config, DType.F32);
    }

    ModelShape(String text, String config, DType dtype) {
        this.text = text;
        this.config = config;
        this.dtype = dtype;
    }

    /// What its weights are written in.
    DType dtype() {
        return dtype;
    }

    @Override
    public String text() {
        return text;
    }

    /// A `config.json`, without the special tokens.
    String config() {
        return config;
    }

    private static String gpt2(int layers, int width, int heads) {
        return """
                {"architectures": ["GPT2LMHeadModel"], "model_type": "gpt2", "activation_function": "gelu_new",
                 "layer_norm_epsilon": 1e-05, "n_positions": 1024, "vocab_size": 50257,
                 "n_layer": %d, "n_embd": %d, "n_head": %d}
                """.formatted(layers, width, heads);
    }

    private static String llama(
            int layers, int width, int inner, int heads, int keyHeads, int vocabulary, boolean tied) {
        return """
                {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_act": "silu",
                 "rms_norm_eps": 1e-05, "rope_theta": 10000.0, "max_position_embeddings": 4096,
                 "num_hidden_layers": %d, "hidden_size": %d, "intermediate_size": %d,
                 "num_attention_heads": %d, "num_key_value_heads": %d, "vocab_size": %d, "tie_word_embeddings": %s}
                """.formatted(layers, width, inner, heads, keyHeads, vocabulary, tied);
    }
}
