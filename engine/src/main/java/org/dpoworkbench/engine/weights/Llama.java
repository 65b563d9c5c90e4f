package org.dpoworkbench.engine.weights;

import org.dpoworkbench.engine.problem.Problems;
import tools.jackson.databind.JsonNode;

/// Llama, Touvron et al. 2023 (arXiv 2302.13971): rotary positions, RMS norms, gated SiLU feed-forward, and
/// grouped queries where there are fewer key-value heads than heads.
///
/// @param width         of the residual stream, `hidden_size`
/// @param heads         of the queries; a multiple of `keyValueHeads`
/// @param headSize      `head_dim`, by default `width / heads`; even, for the rotation works on pairs of dimensions
/// @param innerWidth    of the feed-forward block, `intermediate_size`
/// @param positions     the longest sequence it was trained for, `max_position_embeddings`
/// @param ropeTheta     base of the rotary wavelengths
/// @param attentionBias whether the four attention projections have biases
/// @param mlpBias       whether the three feed-forward projections have biases
public record Llama(
        int vocabularySize,
        int width,
        int layers,
        int heads,
        int keyValueHeads,
        int headSize,
        int innerWidth,
        int positions,
        double rmsNormEpsilon,
        double ropeTheta,
        boolean attentionBias,
        boolean mlpBias,
        boolean tied)
        implements Architecture {
    public Llama {
        Problems.in("llama")
                .check(vocabularySize >= 1, "vocab_size must be >= 1, is %s", vocabularySize)
                .check(width >= 1, "hidden_size must be >= 1, is %s", width)
                .check(layers >= 1, "num_hidden_layers must be >= 1, is %s", layers)
                .check(heads >= 1, "num_attention_heads must be >= 1, is %s", heads)
                .check(
                        keyValueHeads >= 1 && heads % Math.max(1, keyValueHeads) == 0,
                        "num_key_value_heads %s must divide num_attention_heads %s",
                        keyValueHeads,
                        heads)
                .check(headSize >= 2 && headSize % 2 == 0, "head_dim must be even and >= 2, is %s", headSize)
                .check(innerWidth >= 1, "intermediate_size must be >= 1, is %s", innerWidth)
                .check(positions >= 1, "max_position_embeddings must be >= 1, is %s", positions)
                .check(rmsNormEpsilon > 0, "rms_norm_eps must be > 0, is %s", rmsNormEpsilon)
                .check(ropeTheta > 0, "rope_theta must be > 0, is %s", ropeTheta)
                .throwIfAny();
    }

    static Llama from(ConfigReader config) {
        int vocabularySize = config.size("vocab_size");
        int width = config.size("hidden_size");
        int layers = config.size("num_hidden_layers");
        int heads = config.size("num_attention_heads");
        int keyValueHeads = config.size("num_key_value_heads", heads);
        int headSize = config.size("head_dim", width / Math.max(1, heads));
        int innerWidth = config.size("intermediate_size");
        int positions = config.size("max_position_embeddings", 2048);
        double epsilon = config.positive("rms_norm_eps", 1e-6);
        double theta = ropeTheta(config);
        boolean attentionBias = config.flag("attention_bias", false);
        boolean mlpBias = config.flag("mlp_bias", false);
        boolean tied = config.flag("tie_word_embeddings", false);
        if (config.activation("hidden_act", Activation.SILU) != Activation.SILU) {
            config.unsupported("hidden_act must be silu, is " + config.object("hidden_act"));
        }
        if (!config.has("head_dim") && heads > 0 && width % heads != 0) {
            config.unsupported("num_attention_heads %s must divide hidden_size %s".formatted(heads, width));
        }
        config.throwIfAny();
        return new Llama(
                vocabularySize,
                width,
                layers,
                heads,
                keyValueHeads,
                headSize,
                innerWidth,
                positions,
                epsilon,
                theta,
                attentionBias,
                mlpBias,
                tied);
    }

    /// From `rope_parameters` (transformers 5) or `rope_theta` and `rope_scaling` (before).
    private static double ropeTheta(ConfigReader config) {
        double topLevel = config.positive("rope_theta", 10_000);
        JsonNode rope =
                config.has("rope_parameters") ? config.object("rope_parameters") : config.object("rope_scaling");
        String type = rope.hasNonNull("rope_type")
                ? rope.get("rope_type").asString("")
                : rope.path("type").asString("default");
        if (!type.equals("default")) {
            config.unsupported("rope_type \"" + type + "\" is not supported yet; only \"default\" is");
        }
        if (config.positive(rope, "partial_rotary_factor", 1) != 1) {
            config.unsupported("partial_rotary_factor is not supported for llama");
        }
        return config.positive(rope, "rope_theta", topLevel);
    }

    @Override
    public int context() {
        return positions;
    }

    @Override
    public boolean learnedPositions() {
        return false;
    }
}
