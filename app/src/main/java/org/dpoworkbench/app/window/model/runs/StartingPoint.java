package org.dpoworkbench.app.window.model.runs;

import java.nio.file.Path;
import java.util.Optional;
import org.dpoworkbench.engine.config.LoraConfig;
import org.dpoworkbench.engine.config.ModelConfig;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.ui.Messages;

/// Weights that a run left behind and a new run can start from.
///
/// @param step the checkpoint's; empty: the final model
/// @param path their folder
public record StartingPoint(Optional<Integer> step, Path path) {

    /// For people.
    public String text() {
        return step.map(s -> Messages.text("runs.from.checkpoint", s.toString()))
                .orElse(Messages.text("runs.from.model"));
    }

    /// The configuration with these weights as the policy's start and as the reference; an adapter's folder goes on as
    /// one.
    static RunConfig as(RunConfig config, Path weights) {
        return config.lora().isPresent()
                ? config.withLora(Optional.of(LoraConfig.from(weights)))
                : config.withModel(new ModelConfig(
                        weights, Optional.empty(), config.model().saveDtype()));
    }
}
