package org.dpoworkbench.app.cli.options;

import java.nio.file.Path;
import java.util.Optional;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.problem.Problems;
import org.dpoworkbench.engine.problem.UserError;
import picocli.CommandLine.Mixin;

/// Everything that every kind of run is told, one mixin a concern.
public final class RunOptions {
    @Mixin
    private ModelOptions model;

    @Mixin
    private LoraOptions lora;

    @Mixin
    private DataOptions data;

    @Mixin
    private OptimizerOptions optimizer;

    @Mixin
    private BatchOptions batch;

    @Mixin
    private EvaluationOptions evaluation;

    @Mixin
    private CheckpointOptions checkpoint;

    @Mixin
    private MemoryOptions memory;

    @Mixin
    private DeviceOptions device;

    /// The configuration of a run on a preference loss.
    ///
    /// @throws UserError with every problem of every concern
    public RunConfig preference(LossOptions loss, ReferenceOptions reference) {
        return config(Objective.DPO, Optional.of(loss), reference.reference());
    }

    /// The configuration of supervised fine-tuning on the chosen completions.
    ///
    /// @throws UserError with every problem of every concern
    public RunConfig fineTuning() {
        return config(Objective.SFT, Optional.empty(), Optional.empty());
    }

    private RunConfig config(Objective objective, Optional<LossOptions> loss, Optional<Path> reference) {
        Problems.in("configuration")
                .collect(() -> model.toConfig(reference))
                .collect(lora::toConfig)
                .collect(data::toConfig)
                .collect(() -> loss.ifPresent(LossOptions::toConfig))
                .collect(optimizer::toConfig)
                .collect(batch::toConfig)
                .collect(evaluation::toConfig)
                .collect(checkpoint::toConfig)
                .collect(device::toConfig)
                .throwIfAny();
        return new RunConfig(
                objective,
                model.toConfig(reference),
                lora.toConfig(),
                data.toConfig(),
                loss.map(LossOptions::toConfig).orElse(LossOptions.UNUSED),
                optimizer.toConfig(),
                batch.toConfig(),
                evaluation.toConfig(),
                checkpoint.toConfig(),
                memory.toConfig(),
                device.toConfig());
    }
}
