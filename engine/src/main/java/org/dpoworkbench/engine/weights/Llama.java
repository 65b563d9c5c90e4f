package org.dpoworkbench.engine.weights;

/// Llama, Touvron et al. 2023 (arXiv 2302.13971): rotary positions, RMS norms, gated SiLU feed-forward, and
/// grouped queries where there are fewer key-value heads than heads.
///
/// @param attentionBias whether the four attention projections have biases
/// @param mlpBias       whether the three feed-forward projections have biases
public record Llama(
        Sizes sizes,
        Heads heads,
        Rope rope,
        double rmsNormEpsilon,
        boolean attentionBias,
        boolean mlpBias,
        boolean tied)
        implements Architecture {

    static Llama from(ConfigReader config) {
        Sizes sizes = Sizes.from(config, Sizes.Names.USUAL, 2048);
        Heads heads = Heads.from(config, Sizes.Names.USUAL, Heads.Defaults.NONE);
        Rope rope = Rope.from(config, heads);
        double epsilon = config.positive("rms_norm_eps", 1e-6);
        boolean attentionBias = config.flag("attention_bias", false);
        boolean mlpBias = config.flag("mlp_bias", false);
        boolean tied = config.flag("tie_word_embeddings", false);
        config.require("hidden_act", Activation.SILU);
        config.throwIfAny();
        return new Llama(sizes, heads, rope, epsilon, attentionBias, mlpBias, tied);
    }
}
