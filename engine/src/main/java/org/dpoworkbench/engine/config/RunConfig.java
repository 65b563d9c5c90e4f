package org.dpoworkbench.engine.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dpoworkbench.engine.problem.Problems;

/// Everything that decides a run, resolved: written to `config.yaml` with every default, and all that a worker is told.
///
/// @param lora absent: all weights are trained
public record RunConfig(
        Objective objective,
        ModelConfig model,
        Optional<LoraConfig> lora,
        DataConfig data,
        LossConfig loss,
        OptimizerConfig optimizer,
        BatchConfig batch,
        EvaluationConfig evaluation,
        CheckpointConfig checkpoint,
        MemoryConfig memory,
        DeviceConfig device) {
    public RunConfig {
        boolean estimatesKl = objective == Objective.DPO && loss.is(LossType.KTO);
        Problems.in("batch")
                .check(
                        !estimatesKl || batch.perDeviceTrainBatchSize() > 1,
                        "per_device_train_batch_size must be at least 2 with loss_type kto, whose KL is estimated from the"
                                + " other completions of a batch; at 1 it would be the reward itself. 16 or more is usual."
                                + " apo_zero_unpaired does without.")
                .throwIfAny();
        Problems.in("data")
                .check(
                        !estimatesKl || data.truncationMode() != TruncationMode.KEEP_END,
                        "truncation_mode keep_end is not for loss_type kto, whose KL term joins each prompt with another"
                                + " example's completion; TRL's KTO has keep_start alone. apo_zero_unpaired has no such"
                                + " term.")
                .throwIfAny();
        boolean compares = objective != Objective.DPO
                || loss.usesReference()
                || evaluation.samplePrompts() > 0
                || evaluation.klPrompts() > 0;
        Problems.in("model")
                .check(
                        compares || model.startsFromReference(),
                        "reference is not used: loss_type %s compares with none, and nothing is sampled. Leave it out.",
                        loss.lossTypes().stream().map(LossType::text).collect(Collectors.joining(", ")))
                .throwIfAny();
        Problems.in("memory")
                .check(
                        memory.frozenDtype() != FrozenDtype.NF4 || lora.isPresent(),
                        "frozen_dtype nf4 is for the base of an adapter: its 4 bits are too coarse for a reference that"
                                + " weights in float32 are held against. Give --use-peft to train an adapter over it.")
                .check(
                        memory.frozenDtype() != FrozenDtype.NF4 || device.device() != Device.ND4J_CUDA,
                        "frozen_dtype nf4 is not for device nd4j-cuda: ND4J has no such weights. Leave it out.")
                .throwIfAny();
        Problems.in("optimizer")
                .check(
                        !optimizer.optim().isEightBit() || device.device() != Device.ND4J_CUDA,
                        "optim %s is not for device nd4j-cuda: ND4J has no moments of 8 bits. Take adamw_torch.",
                        optimizer.optim().text())
                .check(
                        !optimizer.optim().isPaged()
                                || device.device() == Device.CUDA
                                || optimizer.optim().isEightBit() && device.device() == Device.ND4J_CUDA,
                        "optim %s keeps its state out of a card's memory, and is for --device cuda. Take %s.",
                        optimizer.optim().text(),
                        optimizer.optim().isEightBit() ? Optim.ADAMW_8BIT.text() : Optim.ADAMW.text())
                .throwIfAny();
        boolean frozen = lora.isPresent() || !model.startsFromReference();
        Problems.in("memory")
                .check(
                        frozen || memory.frozenDtype() == FrozenDtype.FLOAT32,
                        "frozen_dtype %s is not used here: every weight is trained, and the policy's start is the"
                                + " reference. Weights that are trained stay float32, since in bfloat16 a step is lost in"
                                + " rounding: 0.02 - 5e-7 is 0.02 there. Give --use-peft to train an adapter over frozen"
                                + " weights, or leave it out.",
                        memory.frozenDtype().text())
                .throwIfAny();
    }

    /// Whether the policy's start is the reference, so that before the first step every margin is 0: a new adapter
    /// changes nothing yet, and one to start from is the reference itself unless another is named.
    public boolean startsFromReference() {
        boolean adapted = lora.flatMap(LoraConfig::adapter).isPresent();
        return model.startsFromReference() && !(adapted && model.reference().isPresent());
    }

    /// What it learns from and is evaluated on, in words: pairs, completions, rankings.
    public String examples() {
        return switch (objective) {
            case DPO -> loss.data().many();
            case SFT -> ExampleKind.UNPAIRED.many();
        };
    }

    /// What the policy begins as.
    public ModelSource start() {
        return new ModelSource(model.model(), lora.flatMap(LoraConfig::adapter));
    }

    /// What the policy is held against: the model named; or the adapter to start from; or the model without adapter.
    public ModelSource reference() {
        return model.reference().map(ModelSource::of).orElseGet(this::start);
    }

    /// What the run has left in a folder: a checkpoint or the final model, an adapter's folder where one is trained.
    public ModelSource trained(Path folder) {
        return lora.isPresent() ? new ModelSource(model.model(), Optional.of(folder)) : ModelSource.of(folder);
    }

    /// The same with relative paths taken from `folder`.
    public RunConfig resolvedIn(Path folder) {
        return new RunConfig(
                objective,
                model.resolvedIn(folder),
                lora.map(l -> l.resolvedIn(folder)),
                data.resolvedIn(folder),
                loss,
                optimizer,
                batch,
                evaluation,
                checkpoint,
                memory,
                device);
    }

    /// The same from other weights.
    public RunConfig withModel(ModelConfig other) {
        return new RunConfig(
                objective, other, lora, data, loss, optimizer, batch, evaluation, checkpoint, memory, device);
    }

    /// The same with an adapter, or all weights trained.
    public RunConfig withLora(Optional<LoraConfig> other) {
        return new RunConfig(
                objective, model, other, data, loss, optimizer, batch, evaluation, checkpoint, memory, device);
    }

    /// The same on other data.
    public RunConfig withData(DataConfig other) {
        return new RunConfig(
                objective, model, lora, other, loss, optimizer, batch, evaluation, checkpoint, memory, device);
    }

    /// The same with another loss.
    public RunConfig withLoss(LossConfig other) {
        return new RunConfig(
                objective, model, lora, data, other, optimizer, batch, evaluation, checkpoint, memory, device);
    }

    /// The same with other batches.
    public RunConfig withBatch(BatchConfig other) {
        return new RunConfig(
                objective, model, lora, data, loss, optimizer, other, evaluation, checkpoint, memory, device);
    }

    /// The same with another optimiser.
    public RunConfig withOptimizer(OptimizerConfig other) {
        return new RunConfig(objective, model, lora, data, loss, other, batch, evaluation, checkpoint, memory, device);
    }

    /// The same with other evaluations.
    public RunConfig withEvaluation(EvaluationConfig other) {
        return new RunConfig(objective, model, lora, data, loss, optimizer, batch, other, checkpoint, memory, device);
    }

    /// The same with other demands on memory.
    public RunConfig withMemory(MemoryConfig other) {
        return new RunConfig(
                objective, model, lora, data, loss, optimizer, batch, evaluation, checkpoint, other, device);
    }
}
