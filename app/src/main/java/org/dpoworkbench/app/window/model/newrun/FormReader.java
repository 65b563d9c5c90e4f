package org.dpoworkbench.app.window.model.newrun;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.dpoworkbench.engine.config.BatchConfig;
import org.dpoworkbench.engine.config.CheckpointConfig;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.config.DeviceConfig;
import org.dpoworkbench.engine.config.EvalSet;
import org.dpoworkbench.engine.config.EvaluationConfig;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LrScheduler;
import org.dpoworkbench.engine.config.MemoryConfig;
import org.dpoworkbench.engine.config.ModelConfig;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.Optim;
import org.dpoworkbench.engine.config.OptimizerConfig;
import org.dpoworkbench.engine.config.PromptExtraction;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.config.SaveDtype;
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
        Optional<ModelConfig> model = model(preference);
        Optional<DataConfig> data = data();
        Optional<LossConfig> loss = preference ? loss() : Optional.of(FormDefaults.UNUSED_LOSS);
        Optional<OptimizerConfig> optimizer = optimizer();
        Optional<BatchConfig> batch = batch();
        Optional<EvaluationConfig> evaluation = evaluation();
        Optional<CheckpointConfig> checkpoint = checkpoint();
        Optional<DeviceConfig> device = device();
        boolean whole = texts.allIsWell();
        return new Reading(
                whole
                        ? Optional.of(new RunConfig(
                                objective.orElseThrow(),
                                model.orElseThrow(),
                                Optional.empty(),
                                data.orElseThrow(),
                                loss.orElseThrow(),
                                optimizer.orElseThrow(),
                                batch.orElseThrow(),
                                evaluation.orElseThrow(),
                                checkpoint.orElseThrow(),
                                MemoryConfig.USUAL,
                                device.orElseThrow()))
                        : Optional.empty(),
                texts.errors(),
                texts.others());
    }

    private Optional<ModelConfig> model(boolean preference) {
        Optional<Path> model = texts.path(Field.MODEL);
        if (model.isEmpty() && !texts.isWrong(Field.MODEL)) {
            texts.wrong(Field.MODEL, Messages.text("newrun.error.model"));
        }
        Optional<Path> reference = preference ? texts.path(Field.REFERENCE) : Optional.empty();
        Optional<SaveDtype> dtype = texts.choice(Field.SAVE_DTYPE, SaveDtype.class);
        return texts.built(() -> new ModelConfig(
                model.orElseThrow(), reference.filter(r -> !r.equals(model.orElseThrow())), dtype.orElseThrow()));
    }

    private Optional<DataConfig> data() {
        List<Path> data = texts.paths(Field.DATA);
        List<Path> evalData = texts.paths(Field.EVAL_DATA);
        Optional<PromptExtraction> extraction = texts.choice(Field.PROMPT_EXTRACTION, PromptExtraction.class);
        double heldOut = texts.number(Field.HELD_OUT, 0);
        long splitSeed = texts.whole(Field.SPLIT_SEED, 42);
        OptionalInt maxLength = texts.optionalInteger(Field.MAX_LENGTH);
        OptionalInt maxPairs = texts.optionalInteger(Field.MAX_PAIRS);
        Optional<TemplateChoice> template = template();
        Optional<TruncationMode> mode = texts.choice(Field.TRUNCATION_MODE, TruncationMode.class);
        OptionalInt maxPrompt = texts.optionalInteger(Field.MAX_PROMPT_LENGTH);
        List<EvalSet> evalSets = evalSets();
        return texts.built(() -> new DataConfig(
                data,
                evalData,
                evalSets,
                ColumnMapping.pair(texts.text(Field.PROMPT), texts.text(Field.CHOSEN), texts.text(Field.REJECTED)),
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

    private Optional<TemplateChoice> template() {
        return texts.text(Field.CHAT_TEMPLATE).map(TemplateChoice::of).flatMap(choice -> switch (choice) {
            case TemplateChoice.BuiltIn builtIn -> Optional.of(builtIn);
            case TemplateChoice.InFile _ -> texts.path(Field.CHAT_TEMPLATE).map(TemplateChoice.InFile::new);
        });
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
        Optional<Method> method = texts.choice(Field.LOSS_TYPE, Method.class);
        double beta = texts.number(Field.BETA, 0.1);
        double smoothing =
                method.filter(m -> m == Method.CDPO).isPresent() ? texts.number(Field.LABEL_SMOOTHING, 0.1) : 0;
        Optional<IpoNormalisation> normalisation = method.filter(m -> m == Method.IPO)
                .map(_ -> texts.choice(Field.IPO_NORMALISATION, IpoNormalisation.class))
                .orElse(Optional.of(FormDefaults.UNUSED_LOSS.ipoNormalisation()));
        if (method.filter(m -> m == Method.CDPO).isPresent()
                && smoothing == 0
                && !texts.isWrong(Field.LABEL_SMOOTHING)) {
            texts.wrong(Field.LABEL_SMOOTHING, Messages.text("newrun.error.cdpo"));
        }
        return texts.built(
                () -> new LossConfig(method.orElseThrow().loss(), beta, smoothing, normalisation.orElseThrow()));
    }

    private Optional<OptimizerConfig> optimizer() {
        Optional<Optim> optim = texts.choice(Field.OPTIM, Optim.class);
        Optional<LrScheduler> scheduler = texts.choice(Field.LR_SCHEDULER_TYPE, LrScheduler.class);
        double rate = texts.number(Field.LEARNING_RATE, 1e-6);
        double warmup = texts.number(Field.WARMUP_STEPS, 0);
        double decay = texts.number(Field.WEIGHT_DECAY, 0);
        double norm = texts.number(Field.MAX_GRAD_NORM, 1);
        boolean adam = optim.filter(o -> o == Optim.ADAMW).isPresent();
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
        int tokens = texts.integer(Field.SAMPLE_MAX_NEW_TOKENS, 64);
        double temperature = texts.number(Field.SAMPLE_TEMPERATURE, 0);
        return texts.built(() -> EvaluationConfig.of(steps, prompts, tokens, temperature));
    }

    private Optional<CheckpointConfig> checkpoint() {
        double steps = texts.number(Field.SAVE_STEPS, 0);
        OptionalInt limit = texts.optionalInteger(Field.SAVE_TOTAL_LIMIT);
        return texts.built(() -> new CheckpointConfig(steps, limit));
    }

    private Optional<DeviceConfig> device() {
        Optional<Device> device = texts.choice(Field.DEVICE, Device.class);
        int threads = texts.integer(Field.THREADS, 0);
        return texts.built(() -> new DeviceConfig(device.orElseThrow(), threads));
    }
}
