package org.dpoworkbench.engine.model;

import java.util.Optional;
import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.Nonlinearity;
import org.dpoworkbench.engine.model.DecoderDescription.Attention;
import org.dpoworkbench.engine.model.DecoderDescription.HeadNorms;
import org.dpoworkbench.engine.model.DecoderDescription.Layer;
import org.dpoworkbench.engine.model.DecoderDescription.Rotation;
import org.dpoworkbench.engine.weights.Llama;
import org.dpoworkbench.engine.weights.Mistral;
import org.dpoworkbench.engine.weights.Qwen2;
import org.dpoworkbench.engine.weights.Qwen3;

/// Llama, and those that differ from it in biases, windows or norms of heads alone.
final class LlamaFamily {
    private LlamaFamily() {}

    static DecoderDescription describe(Llama a) {
        LlamaLayout layout = new LlamaLayout(a.sizes(), a.rmsNormEpsilon());
        Rotation rotation = Families.rotation(a.rope());
        AttentionShape shape = Families.shape(a.heads());
        return layout.decoder(
                a.tied(),
                l -> new Layer(
                        layout.residual(l),
                        attention(l, shape, rotation, a.attentionBias(), a.attentionBias()),
                        layout.feedForward(l, Nonlinearity.SILU, a.mlpBias())));
    }

    static DecoderDescription describe(Mistral a) {
        LlamaLayout layout = new LlamaLayout(a.sizes(), a.rmsNormEpsilon());
        Rotation rotation = Families.rotation(a.rope());
        return layout.decoder(
                a.tied(),
                l -> new Layer(
                        layout.residual(l),
                        attention(l, Families.shape(a.heads(), a.windows(), l), rotation, false, false),
                        layout.feedForward(l, Nonlinearity.SILU, false)));
    }

    static DecoderDescription describe(Qwen2 a) {
        LlamaLayout layout = new LlamaLayout(a.sizes(), a.rmsNormEpsilon());
        Rotation rotation = Families.rotation(a.rope());
        return layout.decoder(
                a.tied(),
                l -> new Layer(
                        layout.residual(l),
                        attention(l, Families.shape(a.heads(), a.windows(), l), rotation, true, false),
                        layout.feedForward(l, Nonlinearity.SILU, false)));
    }

    static DecoderDescription describe(Qwen3 a) {
        LlamaLayout layout = new LlamaLayout(a.sizes(), a.rmsNormEpsilon());
        Rotation rotation = Families.rotation(a.rope());
        return layout.decoder(
                a.tied(),
                l -> new Layer(
                        layout.residual(l),
                        new Attention(
                                Families.shape(a.heads(), a.windows(), l),
                                LlamaLayout.queriesKeysValues(l, a.attentionBias()),
                                Optional.of(headNorms(layout, l)),
                                Optional.of(rotation),
                                LlamaLayout.attentionOutput(l, a.attentionBias())),
                        layout.feedForward(l, Nonlinearity.SILU, false)));
    }

    private static Attention attention(
            int layer, AttentionShape shape, Rotation rotation, boolean inputBias, boolean outputBias) {
        return new Attention(
                shape,
                LlamaLayout.queriesKeysValues(layer, inputBias),
                Optional.empty(),
                Optional.of(rotation),
                LlamaLayout.attentionOutput(layer, outputBias));
    }

    static HeadNorms headNorms(LlamaLayout layout, int layer) {
        String attention = LlamaLayout.prefix(layer) + "self_attn.";
        return new HeadNorms(layout.norm(attention + "q_norm"), layout.norm(attention + "k_norm"));
    }
}
