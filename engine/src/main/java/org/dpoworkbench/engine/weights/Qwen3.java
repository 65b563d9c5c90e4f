package org.dpoworkbench.engine.weights;

/// Qwen3, Yang et al. 2025 (arXiv 2505.09388), dense: Llama's layers with norms of query and key heads.
///
/// @param attentionBias whether the four attention projections have biases
public record Qwen3(
        Sizes sizes,
        Heads heads,
        Rope rope,
        double rmsNormEpsilon,
        Windows windows,
        boolean attentionBias,
        boolean tied)
        implements Architecture {

    static Qwen3 from(ConfigReader config) {
        Sizes sizes = Sizes.from(config, Sizes.Names.USUAL, 32_768);
        Heads heads = Heads.from(config, Sizes.Names.USUAL, new Heads.Defaults(32, 128));
        Rope rope = Rope.from(config, heads);
        double epsilon = config.positive("rms_norm_eps", 1e-6);
        Windows windows = Qwen2.windows(config, sizes);
        boolean attentionBias = config.flag("attention_bias", false);
        boolean tied = config.flag("tie_word_embeddings", false);
        config.require("hidden_act", Activation.SILU);
        config.throwIfAny();
        return new Qwen3(sizes, heads, rope, epsilon, windows, attentionBias, tied);
    }
}
