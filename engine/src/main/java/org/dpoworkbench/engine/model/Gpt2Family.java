package org.dpoworkbench.engine.model;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.model.DecoderDescription.Attention;
import org.dpoworkbench.engine.model.DecoderDescription.Embedding;
import org.dpoworkbench.engine.model.DecoderDescription.FeedForward;
import org.dpoworkbench.engine.model.DecoderDescription.Head;
import org.dpoworkbench.engine.model.DecoderDescription.Layer;
import org.dpoworkbench.engine.model.DecoderDescription.Linear;
import org.dpoworkbench.engine.model.DecoderDescription.Norm;
import org.dpoworkbench.engine.model.DecoderDescription.PositionTable;
import org.dpoworkbench.engine.model.DecoderDescription.Residual;
import org.dpoworkbench.engine.weights.Gpt2;

/// GPT-2: learned positions, fused queries, keys and values, weights stored (inputs, outputs).
final class Gpt2Family {
    private Gpt2Family() {}

    static DecoderDescription describe(Gpt2 a) {
        PositionTable positions =
                new PositionTable("transformer.wpe.weight", a.sizes().positions());
        return new DecoderDescription(
                new Embedding("transformer.wte.weight", a.sizes()).with(positions),
                Families.layers(a.sizes().layers(), layer -> layer(a, layer)),
                norm(a, "transformer.ln_f"),
                Head.of(a.tied(), "lm_head"),
                List.of("transformer."),
                List.of(Pattern.compile("(transformer\\.)?h\\.\\d+\\.attn\\.(bias|masked_bias)")));
    }

    private static Layer layer(Gpt2 a, int number) {
        String h = "transformer.h." + number + ".";
        return new Layer(
                new Residual.Sequential(norm(a, h + "ln_1"), norm(a, h + "ln_2")),
                new Attention(
                        shape(a, number),
                        linear(h + "attn.c_attn"),
                        Optional.empty(),
                        Optional.empty(),
                        linear(h + "attn.c_proj")),
                new FeedForward(
                        a.sizes().innerWidth(),
                        linear(h + "mlp.c_fc"),
                        Families.nonlinearity(a.activation()),
                        false,
                        linear(h + "mlp.c_proj")));
    }

    private static AttentionShape shape(Gpt2 a, int layer) {
        double scale = a.scaleAttention() ? 1 / Math.sqrt(a.heads().size()) : 1;
        double byLayer = a.scaleAttentionByLayer() ? 1.0 / (layer + 1) : 1;
        return new AttentionShape(
                a.heads().queries(), a.heads().keyValues(), a.heads().size(), (float) (scale * byLayer));
    }

    private static Linear linear(String name) {
        return Linear.of(true, name).storedInputMajor();
    }

    private static Norm norm(Gpt2 a, String name) {
        return new Norm.Centred(name, (float) a.layerNormEpsilon());
    }
}
