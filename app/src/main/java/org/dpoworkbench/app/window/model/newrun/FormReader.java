package org.dpoworkbench.app.window.model.newrun;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.dpoworkbench.engine.config.BatchConfig;
import org.dpoworkbench.engine.config.CheckpointConfig;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.config.DeviceConfig;
import org.dpoworkbench.engine.config.EvalSet;
import org.dpoworkbench.engine.config.EvaluationConfig;
import org.dpoworkbench.engine.config.FDivergence;
import org.dpoworkbench.engine.config.FrozenDtype;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LoraConfig;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossConfigBuilder;
import org.dpoworkbench.engine.config.LossOption;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.LrScheduler;
import org.dpoworkbench.engine.config.MemoryConfig;
import org.dpoworkbench.engine.config.ModelConfig;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.Optim;
import org.dpoworkbench.engine.config.OptimizerConfig;
import org.dpoworkbench.engine.config.PromptExtraction;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.config.SamplingConfig;
import org.dpoworkbench.engine.config.SaveDtype;
import org.dpoworkbench.engine.config.TargetModules;
import org.dpoworkbench.engine.config.TemplateChoice;
import org.dpoworkbench.engine.config.TruncationMode;
import org.dpoworkbench.ui.Messages;

/// Reads the form's texts into a run's configuration and says, field by field, what keeps it from being one. The rules
/// are the records' own.
///
/// Settings that the run does not use are left at the command line's values, so that the copied command makes an equal
/// run.
public final class FormReader {
    private final FieldTexts texts;

    private FormReader(FieldTexts texts) {
        this.texts = texts;
    }

    /// What came of it.
    ///
    /// @param config absent where something is wrong
    /// @param errors by the field that they concern
    /// @param others what concerns no single field
    public record Reading(Optional<RunConfig> config, Map<Field, String> errors, List<String> others) {
        public Reading {
            errors = Map.copyOf(errors);
            others = List.copyOf(others);
        }
    }

    public static Reading read(FormValues values, Path project) {
        return new FormReader(new FieldTexts(values, project)).read();
    }

    private Reading read() {
        Optional<Objective> objective = texts.choice(Field.OBJECTIVE, Objective.class);
        boolean preference = objective.filter(o -> o == Objective.DPO).isPresent();
        Optional<ModelConfig> model = model();
        Optional<LoraConfig> lora = used(Field.ADAPTER) ? lora() : Optional.empty();
        Optional<DataConfig> data = data();
        Optional<LossConfig> loss = preference
                ? loss()
                : Optional.of(LossConfig.of(LossType.SIGMOID).build());
        Optional<OptimizerConfig> optimizer = optimizer();
        Optional<BatchConfig> batch = batch();
        Optional<EvaluationConfig> evaluation = evaluation();
        Optional<CheckpointConfig> checkpoint = checkpoint();
        Optional<MemoryConfig> memory = memory();
        Optional<DeviceConfig> device = device();
        Optional<RunConfig> run = texts.allIsWell()
                ? texts.built(() -> new RunConfig(
                        objective.orElseThrow(),
                        model.orElseThrow(),
                        lora,
                        data.orElseThrow(),
                        loss.orElseThrow(),
                        optimizer.orElseThrow(),
                        batch.orElseThrow(),
                        evaluation.orElseThrow(),
                        checkpoint.orElseThrow(),
                        memory.orElseThrow(),
                        device.orElseThrow()))
                : Optional.empty();
        return new Reading(run, texts.errors(), texts.others());
    }

    private Optional<ModelConfig> model() {
        Optional<Path> model = texts.path(Field.MODEL);
        if (model.isEmpty() && !texts.isWrong(Field.MODEL)) {
            texts.wrong(Field.MODEL, Messages.text("newrun.error.model"));
        }
        Optional<Path> reference = used(Field.REFERENCE) ? texts.path(Field.REFERENCE) : Optional.empty();
        Optional<SaveDtype> dtype = texts.choice(Field.SAVE_DTYPE, SaveDtype.class);
        return texts.built(() -> new ModelConfig(
                model.orElseThrow(), reference.filter(r -> !r.equals(model.orElseThrow())), dtype.orElseThrow()));
    }

    /// Where an adapter goes on, its own settings do.
    private Optional<LoraConfig> lora() {
        Optional<Path> adapter = texts.path(Field.ADAPTER);
        if (adapter.isPresent()) {
            OptionalDouble dropout = texts.optionalNumber(Field.LORA_DROPOUT);
            LoraConfig own = LoraConfig.from(adapter.get());
            return texts.built(() -> new LoraConfig(
                    own.loraR(), own.loraAlpha(), dropout, own.loraTargetModules(), own.useRslora(), adapter));
        }
        int r = texts.integer(Field.LORA_R, 1);
        double alpha = texts.number(Field.LORA_ALPHA, 1);
        double dropout = texts.number(Field.LORA_DROPOUT, 0);
        Optional<TargetModules> targets = texts.targets(Field.LORA_TARGET_MODULES);
        return texts.built(() -> LoraConfig.fresh(r, alpha, dropout, targets, texts.flag(Field.USE_RSLORA)));
    }

    private Optional<DataConfig> data() {
        List<Path> data = texts.paths(Field.DATA);
        List<Path> evalData = texts.paths(Field.EVAL_DATA);
        Optional<PromptExtraction> extraction = texts.choice(Field.PROMPT_EXTRACTION, PromptExtraction.class);
        double heldOut = texts.number(Field.HELD_OUT, 0);
        long splitSeed = texts.whole(Field.SPLIT_SEED, 42);
        OptionalInt maxLength = texts.optionalInteger(Field.MAX_LENGTH);
        OptionalInt maxPairs = texts.optionalInteger(Field.MAX_PAIRS);
        Optional<TemplateChoice> template = texts.template(Field.CHAT_TEMPLATE);
        Optional<TruncationMode> mode = texts.choice(Field.TRUNCATION_MODE, TruncationMode.class);
        OptionalInt maxPrompt =
                used(Field.MAX_PROMPT_LENGTH) ? texts.optionalInteger(Field.MAX_PROMPT_LENGTH) : OptionalInt.empty();
        List<EvalSet> evalSets = evalSets();
        return texts.built(() -> new DataConfig(
                data,
                evalData,
                evalSets,
                columns(),
                extraction.orElseThrow(),
                heldOut,
                splitSeed,
                maxLength,
                texts.flag(Field.SCORE_USER_TURNS),
                texts.flag(Field.SKIP_INVALID),
                maxPairs,
                template,
                mode.orElseThrow(),
                maxPrompt,
                texts.lines(Field.EXCLUDE)));
    }

    private ColumnMapping columns() {
        return new ColumnMapping(
                texts.text(Field.PROMPT),
                texts.text(Field.CHOSEN),
                texts.text(Field.REJECTED),
                texts.text(Field.COMPLETION),
                texts.text(Field.LABEL),
                texts.names(Field.COMPLETIONS),
                texts.names(Field.RANKS),
                texts.names(Field.SCORES),
                texts.names(Field.PREFERENCE),
                texts.text(Field.SOURCE_COLUMN));
    }

    private List<EvalSet> evalSets() {
        EvalSet.Written written = EvalSet.Written.of(texts.lines(Field.EVAL_SETS));
        if (!written.main().isEmpty()) {
            texts.wrong(
                    Field.EVAL_SETS,
                    Messages.text("newrun.error.evalSets", written.main().getFirst()));
        }
        return written.sets().stream()
                .map(set -> set.resolvedIn(texts.project()))
                .toList();
    }

    private Optional<LossConfig> loss() {
        Optional<Method> method = texts.method(Field.LOSS_TYPE);
        if (method.isEmpty()) {
            return Optional.empty();
        }
        LossConfigBuilder loss = LossConfig.of(method.get().losses())
                .weights(used(Field.LOSS_WEIGHTS) ? texts.numbers(Field.LOSS_WEIGHTS) : List.of());
        for (Field field : Field.values()) {
            FieldUse.option(field).filter(_ -> used(field)).ifPresent(option -> lossOption(field, option, loss));
        }
        if (method.get().smoothed()
                && texts.number(Field.LABEL_SMOOTHING, 0.1) == 0
                && !texts.isWrong(Field.LABEL_SMOOTHING)) {
            texts.wrong(Field.LABEL_SMOOTHING, Messages.text("newrun.error.cdpo"));
        }
        return texts.built(loss::build);
    }

    private void lossOption(Field field, LossOption option, LossConfigBuilder loss) {
        switch (option.byDefault()) {
            case Double usual -> loss.set(option, texts.number(field, usual));
            case Boolean _ -> loss.set(option, texts.flag(field));
            case IpoNormalisation _ ->
                texts.choice(field, IpoNormalisation.class).ifPresent(value -> loss.set(option, value));
            case FDivergence _ -> texts.choice(field, FDivergence.class).ifPresent(value -> loss.set(option, value));
            default ->
                throw new IllegalStateException(
                        "the form knows no " + option.byDefault().getClass());
        }
    }

    private boolean used(Field field) {
        return FieldUse.isUsed(field, texts.values());
    }

    private Optional<OptimizerConfig> optimizer() {
        Optional<Optim> optim = texts.choice(Field.OPTIM, Optim.class);
        Optional<LrScheduler> scheduler = texts.choice(Field.LR_SCHEDULER_TYPE, LrScheduler.class);
        double rate = texts.number(Field.LEARNING_RATE, 1e-6);
        double warmup = texts.number(Field.WARMUP_STEPS, 0);
        double decay = texts.number(Field.WEIGHT_DECAY, 0);
        double norm = texts.number(Field.MAX_GRAD_NORM, 1);
        boolean adam = used(Field.ADAM_BETA1);
        OptimizerConfig usual = OptimizerConfig.adamw(1e-6);
        double beta1 = adam ? texts.number(Field.ADAM_BETA1, usual.adamBeta1()) : usual.adamBeta1();
        double beta2 = adam ? texts.number(Field.ADAM_BETA2, usual.adamBeta2()) : usual.adamBeta2();
        double epsilon = adam ? texts.number(Field.ADAM_EPSILON, usual.adamEpsilon()) : usual.adamEpsilon();
        return texts.built(() -> new OptimizerConfig(
                optim.orElseThrow(), rate, scheduler.orElseThrow(), warmup, decay, norm, beta1, beta2, epsilon));
    }

    private Optional<BatchConfig> batch() {
        int pairs = texts.integer(Field.PER_DEVICE_TRAIN_BATCH_SIZE, 1);
        int accumulation = texts.integer(Field.GRADIENT_ACCUMULATION_STEPS, 1);
        double epochs = texts.number(Field.NUM_TRAIN_EPOCHS, 1);
        OptionalInt maxSteps = texts.optionalInteger(Field.MAX_STEPS);
        Optional<Sampling> sampling = texts.choice(Field.TRAIN_SAMPLING_STRATEGY, Sampling.class);
        long seed = texts.firstSeed();
        int tokens = texts.integer(Field.MAX_TOKENS_PER_MICRO_BATCH, BatchConfig.DEFAULT_TOKENS_PER_MICRO_BATCH);
        return texts.built(
                () -> new BatchConfig(pairs, accumulation, epochs, maxSteps, sampling.orElseThrow(), seed, tokens));
    }

    private Optional<EvaluationConfig> evaluation() {
        double steps = texts.number(Field.EVAL_STEPS, 0);
        int prompts = texts.integer(Field.SAMPLE_PROMPTS, 0);
        int each = used(Field.SAMPLES_PER_PROMPT) ? texts.integer(Field.SAMPLES_PER_PROMPT, 1) : 1;
        int kl = texts.integer(Field.KL_PROMPTS, 0);
        Optional<SamplingConfig> sampling = sampling();
        return texts.built(() -> new EvaluationConfig(steps, prompts, each, sampling.orElseThrow(), kl));
    }

    private Optional<SamplingConfig> sampling() {
        int tokens = texts.integer(Field.SAMPLE_MAX_NEW_TOKENS, 64);
        double temperature = texts.number(Field.SAMPLE_TEMPERATURE, 0);
        SamplingConfig plain = SamplingConfig.plain(1, 0);
        int topK = used(Field.SAMPLE_TOP_K) ? texts.integer(Field.SAMPLE_TOP_K, plain.topK()) : plain.topK();
        double topP = used(Field.SAMPLE_TOP_P) ? texts.number(Field.SAMPLE_TOP_P, plain.topP()) : plain.topP();
        double minP = used(Field.SAMPLE_MIN_P) ? texts.number(Field.SAMPLE_MIN_P, plain.minP()) : plain.minP();
        double penalty = texts.number(Field.SAMPLE_REPETITION_PENALTY, plain.repetitionPenalty());
        return texts.built(() ->
                new SamplingConfig(tokens, temperature, topK, topP, minP, penalty, texts.lines(Field.SAMPLE_STOP)));
    }

    private Optional<CheckpointConfig> checkpoint() {
        double steps = texts.number(Field.SAVE_STEPS, 0);
        OptionalInt limit = texts.optionalInteger(Field.SAVE_TOTAL_LIMIT);
        return texts.built(() -> new CheckpointConfig(steps, limit));
    }

    private Optional<MemoryConfig> memory() {
        return texts.choice(Field.FROZEN_DTYPE, FrozenDtype.class)
                .map(dtype -> new MemoryConfig(texts.flag(Field.GRADIENT_CHECKPOINTING), dtype));
    }

    private Optional<DeviceConfig> device() {
        Optional<Device> device = texts.choice(Field.DEVICE, Device.class);
        int threads = texts.integer(Field.THREADS, 0);
        return texts.built(() -> new DeviceConfig(
                device.orElseThrow(),
                threads,
                used(Field.GPU) ? texts.text(Field.GPU) : Optional.empty(),
                used(Field.BF16) && texts.flag(Field.BF16),
                used(Field.TF32) && texts.flag(Field.TF32)));
    }
}
