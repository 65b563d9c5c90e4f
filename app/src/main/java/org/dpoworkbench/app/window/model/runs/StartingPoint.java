package org.dpoworkbench.app.window.model.runs;

import java.nio.file.Path;
import java.util.Optional;
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

    /// The configuration with these weights as the policy's start and as the reference.
    static RunConfig as(RunConfig config, Path weights) {
        return new RunConfig(
                config.objective(),
                new ModelConfig(weights, Optional.empty(), config.model().saveDtype()),
                config.data(),
                config.loss(),
                config.optimizer(),
                config.batch(),
                config.evaluation(),
                config.checkpoint(),
                config.device());
    }
}
