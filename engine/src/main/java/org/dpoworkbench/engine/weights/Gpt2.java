package org.dpoworkbench.engine.weights;

import org.dpoworkbench.engine.problem.Problems;

/// GPT-2, Radford et al. 2019: learned positions, layer norms before attention and feed-forward.
///
/// @param width                 of the residual stream, `n_embd`; `heads` divides it
/// @param innerWidth            of the feed-forward block, `n_inner`, by default `4 × width`
/// @param positions             rows of the position table, `n_positions`
/// @param scaleAttention        scores are divided by `√(width / heads)`
/// @param scaleAttentionByLayer scores of layer i, from 0, are further divided by `i + 1`
public record Gpt2(
        int vocabularySize,
        int width,
        int layers,
        int heads,
        int innerWidth,
        int positions,
        double layerNormEpsilon,
        Activation activation,
        boolean scaleAttention,
        boolean scaleAttentionByLayer,
        boolean tied)
        implements Architecture {
    public Gpt2 {
        Problems.in("gpt2")
                .check(vocabularySize >= 1, "vocab_size must be >= 1, is %s", vocabularySize)
                .check(width >= 1, "n_embd must be >= 1, is %s", width)
                .check(layers >= 1, "n_layer must be >= 1, is %s", layers)
                .check(heads >= 1 && width % Math.max(1, heads) == 0, "n_head %s must divide n_embd %s", heads, width)
                .check(innerWidth >= 1, "n_inner must be >= 1, is %s", innerWidth)
                .check(positions >= 1, "n_positions must be >= 1, is %s", positions)
                .check(layerNormEpsilon > 0, "layer_norm_epsilon must be > 0, is %s", layerNormEpsilon)
                .throwIfAny();
    }

    static Gpt2 from(ConfigReader config) {
        int width = config.size("n_embd");
        int vocabularySize = config.size("vocab_size");
        int layers = config.size("n_layer");
        int heads = config.size("n_head");
        int innerWidth = config.size("n_inner", (int) Math.min(4L * width, Integer.MAX_VALUE));
        int positions = config.size("n_positions");
        double epsilon = config.positive("layer_norm_epsilon", 1e-5);
        Activation activation = config.activation("activation_function", Activation.GELU_NEW);
        boolean scale = config.flag("scale_attn_weights", true);
        boolean scaleByLayer = config.flag("scale_attn_by_inverse_layer_idx", false);
        boolean tied = config.flag("tie_word_embeddings", true);
        if (config.flag("add_cross_attention", false)) {
            config.unsupported("add_cross_attention is true; only decoders without an encoder are trained");
        }
        config.throwIfAny();
        return new Gpt2(
                vocabularySize,
                width,
                layers,
                heads,
                innerWidth,
                positions,
                epsilon,
                activation,
                scale,
                scaleByLayer,
                tied);
    }

    @Override
    public int context() {
        return positions;
    }

    @Override
    public boolean learnedPositions() {
        return true;
    }
}
