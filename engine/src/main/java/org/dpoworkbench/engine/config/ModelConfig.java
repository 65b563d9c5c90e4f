package org.dpoworkbench.engine.config;

import java.nio.file.Path;
import java.util.Optional;

/// Which weights a run starts from and is held against.
///
/// @param model     Hugging Face folder of the policy's starting weights
/// @param reference Hugging Face folder of the frozen reference; absent: the starting weights
/// @param saveDtype number type of the final model's file; checkpoints are always float32
public record ModelConfig(Path model, Optional<Path> reference, SaveDtype saveDtype) {

    /// The reference's folder, the policy's own where none is named.
    public Path referenceOrModel() {
        return reference.orElse(model);
    }

    /// Whether the policy's starting weights are the reference, so that before the first step every margin is 0.
    public boolean startsFromReference() {
        return referenceOrModel().equals(model);
    }

    ModelConfig resolvedIn(Path folder) {
        return new ModelConfig(
                folder.resolve(model).normalize(),
                reference.map(r -> folder.resolve(r).normalize()),
                saveDtype);
    }
}
