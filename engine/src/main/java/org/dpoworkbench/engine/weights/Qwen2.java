package org.dpoworkbench.engine.weights;

import java.util.OptionalInt;

/// Qwen2 and Qwen2.5, Yang et al. 2024 (arXiv 2407.10671): Llama's layers with biases on queries, keys and
/// values, and perhaps a sliding window in the upper ones.
public record Qwen2(Sizes sizes, Heads heads, Rope rope, double rmsNormEpsilon, Windows windows, boolean tied)
        implements Architecture {

    static Qwen2 from(ConfigReader config) {
        Sizes sizes = Sizes.from(config, Sizes.Names.USUAL, 32_768);
        Heads heads = Heads.from(config, Sizes.Names.USUAL, new Heads.Defaults(32, 0));
        Rope rope = Rope.from(config, heads);
        double epsilon = config.positive("rms_norm_eps", 1e-6);
        Windows windows = windows(config, sizes);
        boolean tied = config.flag("tie_word_embeddings", false);
        config.require("hidden_act", Activation.SILU);
        config.throwIfAny();
        return new Qwen2(sizes, heads, rope, epsilon, windows, tied);
    }

    /// `sliding_window` counts only where `use_sliding_window` is true, and then from layer `max_window_layers` on.
    static Windows windows(ConfigReader config, Sizes sizes) {
        OptionalInt window = config.flag("use_sliding_window", false)
                ? Windows.size(config, OptionalInt.of(4096))
                : OptionalInt.empty();
        int firstWindowed = config.count("max_window_layers", 28);
        return Windows.byLayerTypes(config, sizes, window, layer -> window.isPresent() && layer >= firstWindowed);
    }
}
