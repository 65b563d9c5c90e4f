package org.dpoworkbench.engine.model;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dpoworkbench.engine.compute.Nonlinearity;
import org.dpoworkbench.engine.model.DecoderDescription.Attention;
import org.dpoworkbench.engine.model.DecoderDescription.Embedding;
import org.dpoworkbench.engine.model.DecoderDescription.FeedForward;
import org.dpoworkbench.engine.model.DecoderDescription.Head;
import org.dpoworkbench.engine.model.DecoderDescription.Layer;
import org.dpoworkbench.engine.model.DecoderDescription.Linear;
import org.dpoworkbench.engine.model.DecoderDescription.Norm;
import org.dpoworkbench.engine.model.DecoderDescription.Residual;
import org.dpoworkbench.engine.weights.Llama;

/// Llama and what has its layers: rotary positions, RMS norms, gated feed-forward.
final class LlamaFamily {
    private LlamaFamily() {}

    static DecoderDescription describe(Llama a) {
        return new DecoderDescription(
                new Embedding(
                        "model.embed_tokens.weight",
                        a.sizes().vocabularySize(),
                        a.sizes().width(),
                        Optional.empty()),
                Families.layers(a.sizes().layers(), layer -> layer(a, "model.layers." + layer + ".")),
                norm(a, "model.norm"),
                new Head(a.tied() ? Optional.empty() : Optional.of("lm_head")),
                List.of("model."),
                List.of(Pattern.compile(".*\\.rotary_emb\\.inv_freq")));
    }

    private static Layer layer(Llama a, String l) {
        return new Layer(
                new Residual.Sequential(norm(a, l + "input_layernorm"), norm(a, l + "post_attention_layernorm")),
                new Attention(
                        Families.shape(a.heads()),
                        Linear.of(
                                a.attentionBias(),
                                l + "self_attn.q_proj",
                                l + "self_attn.k_proj",
                                l + "self_attn.v_proj"),
                        Optional.of(Families.rotation(a.rope())),
                        Linear.of(a.attentionBias(), l + "self_attn.o_proj")),
                new FeedForward(
                        a.sizes().innerWidth(),
                        Linear.of(a.mlpBias(), l + "mlp.gate_proj", l + "mlp.up_proj"),
                        Nonlinearity.SILU,
                        true,
                        Linear.of(a.mlpBias(), l + "mlp.down_proj")));
    }

    private static Norm norm(Llama a, String name) {
        return new Norm.RootMeanSquare(name, (float) a.rmsNormEpsilon());
    }
}
