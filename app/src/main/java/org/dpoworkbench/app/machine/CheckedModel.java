package org.dpoworkbench.app.machine;

import java.util.Optional;
import org.dpoworkbench.engine.config.FrozenDtype;
import org.dpoworkbench.engine.config.LoraConfig;
import org.dpoworkbench.engine.config.MemoryConfig;
import org.dpoworkbench.engine.config.Named;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.TargetModules;
import org.dpoworkbench.engine.model.ModelShape;

/// What a card's self-check trains: models as people bring them, of random weights.
public enum CheckedModel implements Named {
    /// GPT-2 small, all weights.
    GPT2_124M("gpt2-124m", ModelShape.GPT2_124M, FrozenDtype.FLOAT32, false),

    /// A Llama of a billion weights, all trained.
    LLAMA_1B("llama-1b", ModelShape.LLAMA_1B, FrozenDtype.FLOAT32, false),

    /// An adapter of rank 16 on every linear map of a Llama of eight billion weights in bfloat16.
    LLAMA_8B_LORA("llama-8b-lora", ModelShape.LLAMA_8B, FrozenDtype.BFLOAT16, true),

    /// The same over weights in NF4.
    LLAMA_8B_NF4("llama-8b-nf4", ModelShape.LLAMA_8B, FrozenDtype.NF4, true);

    private static final int RANK = 16;

    private final String text;
    private final ModelShape shape;
    private final FrozenDtype frozenDtype;
    private final boolean adapted;

    CheckedModel(String text, ModelShape shape, FrozenDtype frozenDtype, boolean adapted) {
        this.text = text;
        this.shape = shape;
        this.frozenDtype = frozenDtype;
        this.adapted = adapted;
    }

    @Override
    public String text() {
        return text;
    }

    public ModelShape shape() {
        return shape;
    }

    /// A run of it, otherwise as `base` is. Adapters go with gradient checkpointing, as memory is what they are for.
    public RunConfig config(RunConfig base) {
        return adapted
                ? base.withLora(Optional.of(LoraConfig.fresh(
                                RANK, 2.0 * RANK, 0, Optional.of(new TargetModules.AllLinear()), false)))
                        .withMemory(new MemoryConfig(true, frozenDtype))
                : base.withLora(Optional.empty()).withMemory(MemoryConfig.USUAL);
    }
}
