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

    /// A configuration with these weights as the policy's start and as the reference. An adapter goes on as one, over
    /// the model that it was trained over; whole weights stand for the model.
    ///
    /// @param run    the configuration of the run that left the weights behind
    /// @param config the settings to go on with
    static RunConfig as(RunConfig run, RunConfig config, Path weights) {
        boolean adapter = run.lora().isPresent();
        RunConfig over = config.withModel(new ModelConfig(
                adapter ? run.model().model() : weights,
                Optional.empty(),
                config.model().saveDtype()));
        return adapter ? over.withLora(Optional.of(LoraConfig.from(weights))) : over;
    }
}
