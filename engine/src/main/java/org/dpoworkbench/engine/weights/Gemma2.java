package org.dpoworkbench.engine.weights;

import java.util.OptionalInt;

/// Gemma 2, Gemma Team 2024 (arXiv 2408.00118): norms before and after each block with gains stored as
/// differences from 1, scaled embeddings, capped scores and logits, a sliding window in every other layer.
///
/// @param queryScalar scores are divided by its root
/// @param scoreCap    of attention's scores; 0: none
/// @param logitCap    of the logits; 0: none
public record Gemma2(
        Sizes sizes,
        Heads heads,
        Rope rope,
        double rmsNormEpsilon,
        Activation activation,
        double queryScalar,
        double scoreCap,
        double logitCap,
        Windows windows,
        boolean attentionBias,
        boolean tied)
        implements Architecture {

    static Gemma2 from(ConfigReader config) {
        Sizes sizes = Sizes.from(config, Sizes.Names.USUAL, 8192);
        Heads heads = Heads.from(config, Sizes.Names.USUAL, new Heads.Defaults(4, 256));
        Rope rope = Rope.from(config, heads);
        double epsilon = config.positive("rms_norm_eps", 1e-6);
        Activation activation = activation(config);
        double scalar = config.positive("query_pre_attn_scalar", 256);
        double scoreCap = config.isNull("attn_logit_softcapping") ? 0 : config.positive("attn_logit_softcapping", 50);
        double logitCap = config.isNull("final_logit_softcapping") ? 0 : config.positive("final_logit_softcapping", 30);
        Windows windows = Windows.byLayerTypes(
                config, sizes, Windows.size(config, OptionalInt.of(4096)), layer -> layer % 2 == 0);
        boolean attentionBias = config.flag("attention_bias", false);
        boolean tied = config.flag("tie_word_embeddings", true);
        refuseBothDirections(config);
        config.throwIfAny();
        return new Gemma2(
                sizes, heads, rope, epsilon, activation, scalar, scoreCap, logitCap, windows, attentionBias, tied);
    }

    /// From `hidden_activation`; there may be a `hidden_act`, which transformers does not look at.
    static Activation activation(ConfigReader config) {
        return config.activation("hidden_activation", Activation.GELU_NEW);
    }

    static void refuseBothDirections(ConfigReader config) {
        if (config.flag("use_bidirectional_attention", false)) {
            config.unsupported("use_bidirectional_attention is true; only decoders that look back are trained");
        }
    }
}
