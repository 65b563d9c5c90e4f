package org.dpoworkbench.engine.weights;

import java.util.OptionalInt;

/// Mistral, Jiang et al. 2023 (arXiv 2310.06825): Llama's layers with a sliding window.
public record Mistral(Sizes sizes, Heads heads, Rope rope, double rmsNormEpsilon, Windows windows, boolean tied)
        implements Architecture {

    static Mistral from(ConfigReader config) {
        Sizes sizes = Sizes.from(config, Sizes.Names.USUAL, 131_072);
        Heads heads = Heads.from(config, Sizes.Names.USUAL, new Heads.Defaults(8, 0));
        Rope rope = Rope.from(config, heads);
        double epsilon = config.positive("rms_norm_eps", 1e-6);
        Windows windows = Windows.everywhere(config, sizes, OptionalInt.of(4096));
        boolean tied = config.flag("tie_word_embeddings", false);
        config.require("hidden_act", Activation.SILU);
        config.throwIfAny();
        return new Mistral(sizes, heads, rope, epsilon, windows, tied);
    }
}
