package org.dpoworkbench.engine.model;

import java.util.Optional;
import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.Nonlinearity;
import org.dpoworkbench.engine.model.DecoderDescription.Attention;
import org.dpoworkbench.engine.model.DecoderDescription.Embedding;
import org.dpoworkbench.engine.model.DecoderDescription.Head;
import org.dpoworkbench.engine.model.DecoderDescription.HeadNorms;
import org.dpoworkbench.engine.model.DecoderDescription.Layer;
import org.dpoworkbench.engine.model.DecoderDescription.Residual;
import org.dpoworkbench.engine.model.DecoderDescription.Rotation;
import org.dpoworkbench.engine.weights.Gemma2;
import org.dpoworkbench.engine.weights.Gemma3;
import org.dpoworkbench.engine.weights.Heads;
import org.dpoworkbench.engine.weights.Windows;

/// Gemma 2 and 3: norms around each block, gains stored as differences from 1, scaled embeddings.
final class GemmaFamily {
    private GemmaFamily() {}

    static DecoderDescription describe(Gemma2 a) {
        LlamaLayout layout = new LlamaLayout(a.sizes(), (float) a.rmsNormEpsilon(), 1);
        Nonlinearity nonlinearity = Families.nonlinearity(a.activation());
        Rotation rotation = Families.rotation(a.rope());
        return layout.decoder(embedding(layout), head(a.tied(), a.logitCap()), l -> {
            AttentionShape shape =
                    shape(a.heads(), a.queryScalar(), a.windows(), l).withCap((float) a.scoreCap());
            return new Layer(
                    residual(layout, l),
                    attention(l, shape, Optional.empty(), rotation, a.attentionBias()),
                    layout.feedForward(l, nonlinearity, false));
        });
    }

    static DecoderDescription describe(Gemma3 a) {
        LlamaLayout layout = new LlamaLayout(a.sizes(), (float) a.rmsNormEpsilon(), 1);
        Nonlinearity nonlinearity = Families.nonlinearity(a.activation());
        return layout.decoder(embedding(layout), head(a.tied(), a.logitCap()), l -> {
            boolean local = a.windows().byLayer().get(l).isPresent();
            Rotation rotation = Families.rotation(local ? a.localRope() : a.rope());
            return new Layer(
                    residual(layout, l),
                    attention(
                            l,
                            shape(a.heads(), a.queryScalar(), a.windows(), l),
                            Optional.of(LlamaFamily.headNorms(layout, l)),
                            rotation,
                            a.attentionBias()),
                    layout.feedForward(l, nonlinearity, false));
        });
    }

    /// √width in float32. transformers rounds it to the type that the weights are computed in, which here is float32
    /// too.
    private static Embedding embedding(LlamaLayout layout) {
        return layout.embedding().scaled((float) Math.sqrt(layout.sizes().width()));
    }

    private static Head head(boolean tied, double cap) {
        return new Head(tied ? Optional.empty() : Optional.of("lm_head"), false, (float) cap);
    }

    private static AttentionShape shape(Heads heads, double queryScalar, Windows windows, int layer) {
        AttentionShape usual = Families.shape(heads, windows, layer);
        float scale = (float) (1 / Math.sqrt(queryScalar));
        return new AttentionShape(
                usual.heads(), usual.keyValueHeads(), usual.headSize(), scale, usual.window(), usual.cap());
    }

    private static Residual residual(LlamaLayout layout, int layer) {
        String prefix = LlamaLayout.prefix(layer);
        return new Residual.Sequential(
                layout.norm(prefix + "input_layernorm"),
                Optional.of(layout.norm(prefix + "post_attention_layernorm")),
                layout.norm(prefix + "pre_feedforward_layernorm"),
                Optional.of(layout.norm(prefix + "post_feedforward_layernorm")));
    }

    private static Attention attention(
            int layer, AttentionShape shape, Optional<HeadNorms> norms, Rotation rotation, boolean biased) {
        return new Attention(
                shape,
                LlamaLayout.queriesKeysValues(layer, biased),
                norms,
                Optional.of(rotation),
                LlamaLayout.attentionOutput(layer, biased));
    }
}
