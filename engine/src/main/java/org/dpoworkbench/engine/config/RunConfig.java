package org.dpoworkbench.engine.config;

import java.nio.file.Path;

/// Everything that decides a run, resolved: written to `config.yaml` with every default, and all that a worker is told.
public record RunConfig(
        Objective objective,
        ModelConfig model,
        DataConfig data,
        LossConfig loss,
        OptimizerConfig optimizer,
        BatchConfig batch,
        EvaluationConfig evaluation,
        CheckpointConfig checkpoint,
        DeviceConfig device) {

    /// The same with relative paths taken from `folder`.
    public RunConfig resolvedIn(Path folder) {
        return new RunConfig(
                objective,
                new ModelConfig(
                        folder.resolve(model.model()).normalize(),
                        model.reference().map(r -> folder.resolve(r).normalize()),
                        model.saveDtype()),
                data.resolvedIn(folder),
                loss,
                optimizer,
                batch,
                evaluation,
                checkpoint,
                device);
    }

    /// The same with another loss.
    public RunConfig withLoss(LossConfig other) {
        return new RunConfig(objective, model, data, other, optimizer, batch, evaluation, checkpoint, device);
    }
}
