package org.dpoworkbench.engine.model;

import java.util.Optional;
import org.dpoworkbench.engine.compute.Nonlinearity;
import org.dpoworkbench.engine.model.DecoderDescription.Attention;
import org.dpoworkbench.engine.model.DecoderDescription.FeedForward;
import org.dpoworkbench.engine.model.DecoderDescription.Layer;
import org.dpoworkbench.engine.model.DecoderDescription.Linear;
import org.dpoworkbench.engine.model.DecoderDescription.Rotation;
import org.dpoworkbench.engine.weights.Phi3;

/// Phi-3: Llama's layers with queries, keys and values in one map, gate and up in another.
final class Phi3Family {
    private Phi3Family() {}

    static DecoderDescription describe(Phi3 a) {
        LlamaLayout layout = new LlamaLayout(a.sizes(), a.rmsNormEpsilon());
        Rotation rotation = Families.rotation(a.rope());
        return layout.decoder(a.tied(), l -> {
            String prefix = LlamaLayout.prefix(l);
            return new Layer(
                    layout.residual(l),
                    new Attention(
                            Families.shape(a.heads(), a.windows(), l),
                            Linear.of(false, prefix + "self_attn.qkv_proj"),
                            Optional.empty(),
                            Optional.of(rotation),
                            LlamaLayout.attentionOutput(l, false)),
                    new FeedForward(
                            a.sizes().innerWidth(),
                            Linear.of(false, prefix + "mlp.gate_up_proj"),
                            Nonlinearity.SILU,
                            true,
                            Linear.of(false, prefix + "mlp.down_proj")));
        });
    }
}
