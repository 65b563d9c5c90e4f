package org.dpoworkbench.engine.model;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dpoworkbench.engine.model.DecoderDescription.Attention;
import org.dpoworkbench.engine.model.DecoderDescription.Embedding;
import org.dpoworkbench.engine.model.DecoderDescription.FeedForward;
import org.dpoworkbench.engine.model.DecoderDescription.Head;
import org.dpoworkbench.engine.model.DecoderDescription.Layer;
import org.dpoworkbench.engine.model.DecoderDescription.Linear;
import org.dpoworkbench.engine.model.DecoderDescription.Norm;
import org.dpoworkbench.engine.model.DecoderDescription.Part;
import org.dpoworkbench.engine.model.DecoderDescription.Residual;
import org.dpoworkbench.engine.weights.GptNeoX;
import org.dpoworkbench.engine.weights.RowOrder;

/// GPT-NeoX and Pythia: queries, keys and values stored together head by head, a part of each head rotated.
final class GptNeoXFamily {
    private GptNeoXFamily() {}

    static DecoderDescription describe(GptNeoX a) {
        return new DecoderDescription(
                new Embedding("gpt_neox.embed_in.weight", a.sizes()),
                Families.layers(a.sizes().layers(), layer -> layer(a, "gpt_neox.layers." + layer + ".")),
                norm(a, "gpt_neox.final_layer_norm"),
                Head.of(a.tied(), "embed_out"),
                List.of("gpt_neox."),
                List.of(Pattern.compile(
                        "(gpt_neox\\.)?layers\\.\\d+\\.attention\\.(bias|masked_bias|rotary_emb\\.inv_freq)")));
    }

    private static Layer layer(GptNeoX a, String l) {
        Norm attentionNorm = norm(a, l + "input_layernorm");
        Norm feedForwardNorm = norm(a, l + "post_attention_layernorm");
        RowOrder order = RowOrder.togetherByHead(a.heads().queries(), a.heads().size());
        return new Layer(
                a.parallel()
                        ? new Residual.Parallel(attentionNorm, Optional.of(feedForwardNorm))
                        : new Residual.Sequential(attentionNorm, feedForwardNorm),
                new Attention(
                        Families.shape(a.heads()),
                        new Linear(List.of(new Part(l + "attention.query_key_value", order)), a.attentionBias(), false),
                        Optional.empty(),
                        Optional.of(Families.rotation(a.rope())),
                        Linear.of(a.attentionBias(), l + "attention.dense")),
                new FeedForward(
                        a.sizes().innerWidth(),
                        Linear.of(true, l + "mlp.dense_h_to_4h"),
                        Families.nonlinearity(a.activation()),
                        false,
                        Linear.of(true, l + "mlp.dense_4h_to_h")));
    }

    private static Norm norm(GptNeoX a, String name) {
        return new Norm.Centred(name, (float) a.layerNormEpsilon());
    }
}
