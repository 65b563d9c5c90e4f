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
import org.dpoworkbench.engine.weights.GptJ;
import org.dpoworkbench.engine.weights.RowOrder;

/// GPT-J: both blocks read the same normed rows; rotated pairs are neighbours in files.
final class GptJFamily {
    private GptJFamily() {}

    static DecoderDescription describe(GptJ a) {
        return new DecoderDescription(
                new Embedding("transformer.wte.weight", a.sizes()),
                Families.layers(a.sizes().layers(), layer -> layer(a, "transformer.h." + layer + ".")),
                norm(a, "transformer.ln_f"),
                new Head(Optional.of("lm_head"), true, 0),
                List.of("transformer."),
                List.of(Pattern.compile("(transformer\\.)?h\\.\\d+\\.attn\\.(bias|masked_bias|embed_positions)")));
    }

    private static Layer layer(GptJ a, String h) {
        RowOrder order = RowOrder.neighboursApart(
                a.heads().queries(), a.heads().size(), a.rope().dimensions());
        return new Layer(
                new Residual.Parallel(norm(a, h + "ln_1"), Optional.empty()),
                new Attention(
                        Families.shape(a.heads()),
                        new Linear(
                                List.of(
                                        new Part(h + "attn.q_proj", order),
                                        new Part(h + "attn.k_proj", order),
                                        new Part(h + "attn.v_proj", Optional.empty())),
                                false,
                                false),
                        Optional.empty(),
                        Optional.of(Families.rotation(a.rope())),
                        Linear.of(false, h + "attn.out_proj")),
                new FeedForward(
                        a.sizes().innerWidth(),
                        Linear.of(true, h + "mlp.fc_in"),
                        Families.nonlinearity(a.activation()),
                        false,
                        Linear.of(true, h + "mlp.fc_out")));
    }

    private static Norm norm(GptJ a, String name) {
        return new Norm.Centred(name, (float) a.layerNormEpsilon());
    }
}
