package org.dpoworkbench.engine.weights;

/// GPT-J, Wang and Komatsuzaki 2021: attention and feed-forward side by side on the same normed rows, neighbouring
/// dimensions rotated in pairs, a biased head.
public record GptJ(Sizes sizes, Heads heads, Rope rope, double layerNormEpsilon, Activation activation, boolean tied)
        implements Architecture {

    static GptJ from(ConfigReader config) {
        Sizes sizes = Sizes.from(config, Sizes.Names.GPT, 2048);
        Heads heads = Heads.from(config, Sizes.Names.GPT, Heads.Defaults.NONE);
        if (config.isNull("rotary_dim")) {
            config.unsupported("rotary_dim is null, which transformers can compute for a single head only");
        }
        int rotated = config.size("rotary_dim", 64);
        if (rotated > heads.size() && heads.size() > 1) {
            config.unsupported("rotary_dim %s is more than a head's %s dimensions".formatted(rotated, heads.size()));
        }
        Rope rope = config.made(() -> new Rope(10_000, rotated, new RopeScaling.None()), Rope.PLACEHOLDER);
        double epsilon = config.positive("layer_norm_epsilon", 1e-5);
        Activation activation = config.activation("activation_function", Activation.GELU_NEW);
        boolean tied = config.flag("tie_word_embeddings", false);
        if (tied) {
            config.unsupported("tie_word_embeddings is true, though this architecture's head has a bias of its own");
        }
        config.throwIfAny();
        return new GptJ(sizes, heads, rope, epsilon, activation, tied);
    }
}
