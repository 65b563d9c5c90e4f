package org.dpoworkbench.engine.model;

import java.util.List;
import java.util.regex.Pattern;
import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.Nonlinearity;
import org.dpoworkbench.engine.model.DecoderDescription.LayerNames;
import org.dpoworkbench.engine.model.DecoderDescription.Names;
import org.dpoworkbench.engine.model.DecoderDescription.Norm;
import org.dpoworkbench.engine.model.DecoderDescription.Positions;
import org.dpoworkbench.engine.weights.Activation;
import org.dpoworkbench.engine.weights.Architecture;
import org.dpoworkbench.engine.weights.Gpt2;
import org.dpoworkbench.engine.weights.Llama;

/// One description a family.
final class Families {
    private Families() {}

    static DecoderDescription describe(Architecture architecture) {
        return switch (architecture) {
            case Gpt2 gpt2 -> describe(gpt2);
            case Llama llama -> describe(llama);
        };
    }

    private static DecoderDescription describe(Gpt2 a) {
        int headSize = a.width() / a.heads();
        return new DecoderDescription(
                a.vocabularySize(),
                a.width(),
                a.layers(),
                layer -> {
                    double scale = a.scaleAttention() ? 1 / Math.sqrt(headSize) : 1;
                    double byLayer = a.scaleAttentionByLayer() ? 1.0 / (layer + 1) : 1;
                    return new AttentionShape(a.heads(), a.heads(), headSize, (float) (scale * byLayer));
                },
                a.innerWidth(),
                Norm.LAYER,
                (float) a.layerNormEpsilon(),
                new Positions.Learned("transformer.wpe.weight", a.positions()),
                nonlinearity(a.activation()),
                false,
                true,
                a.tied(),
                new Names("transformer.wte.weight", "transformer.ln_f", "lm_head.weight", layer -> {
                    String h = "transformer.h." + layer + ".";
                    return new LayerNames(
                            h + "ln_1",
                            List.of(h + "attn.c_attn"),
                            true,
                            h + "attn.c_proj",
                            true,
                            h + "ln_2",
                            List.of(h + "mlp.c_fc"),
                            h + "mlp.c_proj",
                            true);
                }),
                List.of("transformer."),
                List.of(Pattern.compile("(transformer\\.)?h\\.\\d+\\.attn\\.(bias|masked_bias)")));
    }

    private static DecoderDescription describe(Llama a) {
        return new DecoderDescription(
                a.vocabularySize(),
                a.width(),
                a.layers(),
                layer -> new AttentionShape(
                        a.heads(), a.keyValueHeads(), a.headSize(), (float) (1 / Math.sqrt(a.headSize()))),
                a.innerWidth(),
                Norm.RMS,
                (float) a.rmsNormEpsilon(),
                new Positions.Rotary(a.ropeTheta()),
                Nonlinearity.SILU,
                true,
                false,
                a.tied(),
                new Names("model.embed_tokens.weight", "model.norm", "lm_head.weight", layer -> {
                    String l = "model.layers." + layer + ".";
                    return new LayerNames(
                            l + "input_layernorm",
                            List.of(l + "self_attn.q_proj", l + "self_attn.k_proj", l + "self_attn.v_proj"),
                            a.attentionBias(),
                            l + "self_attn.o_proj",
                            a.attentionBias(),
                            l + "post_attention_layernorm",
                            List.of(l + "mlp.gate_proj", l + "mlp.up_proj"),
                            l + "mlp.down_proj",
                            a.mlpBias());
                }),
                List.of("model."),
                List.of(Pattern.compile(".*\\.rotary_emb\\.inv_freq")));
    }

    private static Nonlinearity nonlinearity(Activation activation) {
        return switch (activation) {
            case GELU_NEW -> Nonlinearity.GELU_TANH;
            case SILU -> Nonlinearity.SILU;
            case RELU -> Nonlinearity.RELU;
            case GELU -> Nonlinearity.GELU;
        };
    }
}
