package org.dpoworkbench.engine.config;

import java.nio.file.Path;
import java.util.Optional;

/// Where weights come from.
///
/// @param model   Hugging Face folder; or, where no adapter is named, the folder of one that tells its model itself
/// @param adapter folder in PEFT's layout of an adapter over the model
public record ModelSource(Path model, Optional<Path> adapter) {
    public static ModelSource of(Path model) {
        return new ModelSource(model, Optional.empty());
    }
}
