package org.dpoworkbench.engine.weights;

/// GPT-NeoX, Black et al. 2022 (arXiv 2204.06745), and Pythia: a part of each head is rotated, attention and
/// feed-forward usually act side by side, each with a layer norm of its own.
///
/// @param parallel      whether both blocks read the same stream, rather than one after the other
/// @param attentionBias whether attention's two projections have biases
public record GptNeoX(
        Sizes sizes,
        Heads heads,
        Rope rope,
        double layerNormEpsilon,
        Activation activation,
        boolean parallel,
        boolean attentionBias,
        boolean tied)
        implements Architecture {
    private static final Rope.Defaults ROPE = new Rope.Defaults("rotary_emb_base", 10_000, "rotary_pct", 0.25);

    static GptNeoX from(ConfigReader config) {
        Sizes sizes = Sizes.from(config, Sizes.Names.USUAL, 2048);
        Heads heads = Heads.from(config, Sizes.Names.USUAL, Heads.Defaults.NONE);
        Rope rope = Rope.from(config, heads, ROPE);
        double epsilon = config.positive("layer_norm_eps", 1e-5);
        Activation activation = config.activation("hidden_act", Activation.GELU);
        boolean parallel = config.flag("use_parallel_residual", true);
        boolean attentionBias = config.flag("attention_bias", true);
        boolean tied = config.flag("tie_word_embeddings", false);
        config.throwIfAny();
        return new GptNeoX(sizes, heads, rope, epsilon, activation, parallel, attentionBias, tied);
    }
}
