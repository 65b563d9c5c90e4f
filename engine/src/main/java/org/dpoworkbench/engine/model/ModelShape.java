package org.dpoworkbench.engine.model;

import org.dpoworkbench.engine.config.Named;

/// Shapes of models by names, to measure with: how fast a model trains is a matter of its shape, not of its weights.
public enum ModelShape implements Named {
    /// 6 layers of 384, 6 heads; 30 million weights, most of them the embeddings.
    GPT2_30M("gpt2-30m", gpt2(6, 384, 6)),

    /// GPT-2 small: 12 layers of 768, 12 heads.
    GPT2_124M("gpt2-124m", gpt2(12, 768, 12)),

    /// 8 layers of 512, 8 heads over 4, GPT-2's vocabulary, embeddings and head apart.
    LLAMA_75M("llama-75m", llama(8, 512, 1408, 8, 4, 50_257, false)),

    /// TinyStories-656K: 2 layers of 128, 8 heads over 4, a vocabulary of 2,048.
    LLAMA_656K("llama-656k", llama(2, 128, 384, 8, 4, 2_048, true));

    private final String text;
    private final String config;

    ModelShape(String text, String config) {
        this.text = text;
        this.config = config;
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
                 "rms_norm_eps": 1e-05, "rope_theta": 10000.0, "max_position_embeddings": 1024,
                 "num_hidden_layers": %d, "hidden_size": %d, "intermediate_size": %d,
                 "num_attention_heads": %d, "num_key_value_heads": %d, "vocab_size": %d, "tie_word_embeddings": %s}
                """.formatted(layers, width, inner, heads, keyHeads, vocabulary, tied);
    }
}
