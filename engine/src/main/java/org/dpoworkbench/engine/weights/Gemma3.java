package org.dpoworkbench.engine.weights;

import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/// Gemma 3's text model, Gemma Team 2025 (arXiv 2503.19786): Gemma 2 with norms of query and key heads instead of
/// caps, and rotary positions of their own in layers with a sliding window, five of six.
///
/// @param rope        of layers that attend to everything
/// @param localRope   of layers with a window
/// @param queryScalar scores are divided by its root
/// @param logitCap    of the logits; 0: none
public record Gemma3(
        Sizes sizes,
        Heads heads,
        Rope rope,
        Rope localRope,
        double rmsNormEpsilon,
        Activation activation,
        double queryScalar,
        double logitCap,
        Windows windows,
        boolean attentionBias,
        boolean tied)
        implements Architecture {

    static Gemma3 from(ConfigReader config) {
        Sizes sizes = Sizes.from(config, Sizes.Names.USUAL, 131_072);
        Heads heads = Heads.from(config, Sizes.Names.USUAL, new Heads.Defaults(4, 256));
        Rope rope = rope(config, heads, "full_attention", config.positive("rope_theta", 1_000_000));
        Rope local = rope(config, heads, "sliding_attention", config.positive("rope_local_base_freq", 10_000));
        double epsilon = config.positive("rms_norm_eps", 1e-6);
        Activation activation = Gemma2.activation(config);
        double scalar = config.positive("query_pre_attn_scalar", 256);
        double logitCap = config.has("final_logit_softcapping") ? config.positive("final_logit_softcapping", 1) : 0;
        if (config.has("attn_logit_softcapping")) {
            config.unsupported("attn_logit_softcapping is set, which transformers ignores for this architecture");
        }
        int pattern = config.size("sliding_window_pattern", config.size("_sliding_window_pattern", 6));
        Windows windows = Windows.byLayerTypes(
                config, sizes, Windows.size(config, OptionalInt.of(4096)), layer -> (layer + 1) % pattern != 0);
        boolean attentionBias = config.flag("attention_bias", false);
        boolean tied = config.flag("tie_word_embeddings", true);
        Gemma2.refuseBothDirections(config);
        config.throwIfAny();
        return new Gemma3(
                sizes, heads, rope, local, epsilon, activation, scalar, logitCap, windows, attentionBias, tied);
    }

    /// From `rope_parameters`, which has an object a layer type, or, before transformers 5, for layers that attend to
    /// everything from `rope_scaling`.
    private static Rope rope(ConfigReader config, Heads heads, String layerType, double theta) {
        boolean global = layerType.equals("full_attention");
        JsonNode parameters = global && config.has("rope_scaling")
                ? config.object("rope_scaling")
                : config.object("rope_parameters").path(layerType);
        return Rope.of(config, heads, parameters, theta, 1);
    }
}
