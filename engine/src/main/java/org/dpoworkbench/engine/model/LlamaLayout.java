package org.dpoworkbench.engine.model;

import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.dpoworkbench.engine.compute.Nonlinearity;
import org.dpoworkbench.engine.model.DecoderDescription.Embedding;
import org.dpoworkbench.engine.model.DecoderDescription.FeedForward;
import org.dpoworkbench.engine.model.DecoderDescription.Head;
import org.dpoworkbench.engine.model.DecoderDescription.Layer;
import org.dpoworkbench.engine.model.DecoderDescription.Linear;
import org.dpoworkbench.engine.model.DecoderDescription.Norm;
import org.dpoworkbench.engine.model.DecoderDescription.Residual;
import org.dpoworkbench.engine.weights.Sizes;

/// What the families share whose checkpoints are laid out as Llama's: names, RMS norms, gated feed-forward.
///
/// @param offset added to norms' gains
record LlamaLayout(Sizes sizes, float epsilon, float offset) {
    LlamaLayout(Sizes sizes, double epsilon) {
        this(sizes, (float) epsilon, 0);
    }

    DecoderDescription decoder(boolean tied, IntFunction<Layer> layer) {
        return decoder(embedding(), Head.of(tied, "lm_head"), layer);
    }

    DecoderDescription decoder(Embedding embedding, Head head, IntFunction<Layer> layer) {
        return new DecoderDescription(
                embedding,
                Families.layers(sizes.layers(), layer),
                norm("model.norm"),
                head,
                List.of("model."),
                List.of(Pattern.compile(".*\\.rotary_emb\\.inv_freq")));
    }

    Embedding embedding() {
        return new Embedding("model.embed_tokens.weight", sizes);
    }

    /// How the names of a layer's tensors begin.
    static String prefix(int layer) {
        return "model.layers." + layer + ".";
    }

    Norm.RootMeanSquare norm(String name) {
        return new Norm.RootMeanSquare(name, epsilon, offset);
    }

    Residual residual(int layer) {
        return new Residual.Sequential(
                norm(prefix(layer) + "input_layernorm"), norm(prefix(layer) + "post_attention_layernorm"));
    }

    static Linear queriesKeysValues(int layer, boolean biased) {
        String attention = prefix(layer) + "self_attn.";
        return Linear.of(biased, attention + "q_proj", attention + "k_proj", attention + "v_proj");
    }

    static Linear attentionOutput(int layer, boolean biased) {
        return Linear.of(biased, prefix(layer) + "self_attn.o_proj");
    }

    FeedForward feedForward(int layer, Nonlinearity nonlinearity, boolean biased) {
        String mlp = prefix(layer) + "mlp.";
        return new FeedForward(
                sizes.innerWidth(),
                Linear.of(biased, mlp + "gate_proj", mlp + "up_proj"),
                nonlinearity,
                true,
                Linear.of(biased, mlp + "down_proj"));
    }
}
