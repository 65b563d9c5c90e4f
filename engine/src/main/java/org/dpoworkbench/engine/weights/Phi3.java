package org.dpoworkbench.engine.weights;

import java.util.OptionalInt;

/// Phi-3, Abdin et al. 2024 (arXiv 2404.14219): Llama's layers with fused projections, perhaps a sliding window, and
/// perhaps a part of each head rotated.
public record Phi3(Sizes sizes, Heads heads, Rope rope, double rmsNormEpsilon, Windows windows, boolean tied)
        implements Architecture {

    static Phi3 from(ConfigReader config) {
        Sizes sizes = Sizes.from(config, Sizes.Names.USUAL, 4096);
        Heads heads = Heads.from(config, Sizes.Names.USUAL, Heads.Defaults.NONE);
        Rope rope = Rope.from(config, heads, Rope.Defaults.USUAL);
        if (!(rope.scaling() instanceof RopeScaling.None)) {
            config.unsupported("scaled rotary positions are not supported for this architecture");
        }
        double epsilon = config.positive("rms_norm_eps", 1e-5);
        Windows windows = Windows.everywhere(config, sizes, OptionalInt.empty());
        boolean tied = config.flag("tie_word_embeddings", false);
        config.require("hidden_act", Activation.SILU);
        config.throwIfAny();
        return new Phi3(sizes, heads, rope, epsilon, windows, tied);
    }
}
