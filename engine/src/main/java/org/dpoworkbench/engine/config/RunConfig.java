package org.dpoworkbench.engine.config;

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
        DeviceConfig device) {}
