package org.dpoworkbench.engine.model;

import java.util.Optional;
import org.dpoworkbench.engine.adapter.AdapterSettings;
import org.dpoworkbench.engine.config.FrozenDtype;

/// What a decoder is made for, and how much memory that may take.
///
/// @param rows         tokens of the largest micro-batch
/// @param trained      whether there are gradients: of the adapter where there is one, else of all weights
/// @param checkpointed keep layers' inputs alone for the backward pass and compute the rest again there
/// @param frozenDtype  number type that matrices are kept in where they are not trained
/// @param adapter      low-rank matrices beside the weights
public record DecoderSettings(
        int rows, boolean trained, boolean checkpointed, FrozenDtype frozenDtype, Optional<AdapterSettings> adapter) {
    public DecoderSettings {
        if (trained && adapter.isEmpty() && frozenDtype != FrozenDtype.FLOAT32) {
            throw new IllegalArgumentException("weights that are trained are float32");
        }
    }

    /// All weights are trained, and everything is kept for the backward pass.
    public static DecoderSettings training(int rows) {
        return new DecoderSettings(rows, true, false, FrozenDtype.FLOAT32, Optional.empty());
    }

    /// Forward passes alone: without gradients, and with buffers for one layer instead of all.
    public static DecoderSettings scoring(int rows) {
        return new DecoderSettings(rows, false, false, FrozenDtype.FLOAT32, Optional.empty());
    }

    /// The same with an adapter, or without.
    public DecoderSettings with(Optional<AdapterSettings> other) {
        return new DecoderSettings(rows, trained, checkpointed, frozenDtype, other);
    }

    /// The same with frozen matrices in another number type.
    public DecoderSettings with(FrozenDtype other) {
        return new DecoderSettings(rows, trained, checkpointed, other, adapter);
    }

    /// The same, keeping everything for the backward pass or layers' inputs alone.
    public DecoderSettings checkpointed(boolean other) {
        return new DecoderSettings(rows, trained, other, frozenDtype, adapter);
    }

    /// Whether the model's own weights are trained.
    boolean trainsBase() {
        return trained && adapter.isEmpty();
    }
}
