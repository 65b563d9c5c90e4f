package org.dpoworkbench.engine.weights;

/// GPT-2, Radford et al. 2019: learned positions, layer norms before attention and feed-forward.
///
/// @param scaleAttention        scores are divided by `√(width / heads)`
/// @param scaleAttentionByLayer scores of layer i, from 0, are further divided by `i + 1`
public record Gpt2(
        Sizes sizes,
        Heads heads,
        double layerNormEpsilon,
        Activation activation,
        boolean scaleAttention,
        boolean scaleAttentionByLayer,
        boolean tied)
        implements Architecture {

    static Gpt2 from(ConfigReader config) {
        Sizes sizes = Sizes.from(config, Sizes.Names.GPT, 0);
        Heads heads = Heads.from(config, Sizes.Names.GPT, Heads.Defaults.NONE);
        double epsilon = config.positive("layer_norm_epsilon", 1e-5);
        Activation activation = config.activation("activation_function", Activation.GELU_NEW);
        boolean scale = config.flag("scale_attn_weights", true);
        boolean scaleByLayer = config.flag("scale_attn_by_inverse_layer_idx", false);
        boolean tied = config.flag("tie_word_embeddings", true);
        if (config.flag("add_cross_attention", false)) {
            config.unsupported("add_cross_attention is true; only decoders without an encoder are trained");
        }
        config.throwIfAny();
        return new Gpt2(sizes, heads, epsilon, activation, scale, scaleByLayer, tied);
    }

    @Override
    public boolean learnedPositions() {
        return true;
    }
}
