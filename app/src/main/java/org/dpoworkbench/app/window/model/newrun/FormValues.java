package org.dpoworkbench.app.window.model.newrun;

import java.io.File;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.config.EvaluationConfig;
import org.dpoworkbench.engine.config.LoraConfig;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.Named;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.SamplingConfig;
import org.dpoworkbench.engine.config.TargetModules;
import org.dpoworkbench.engine.config.TemplateChoice;

/// What stands in the form's fields, as one immutable value.
///
/// @param texts one a field
public record FormValues(Map<Field, String> texts) {
    public FormValues {
        texts = Collections.unmodifiableMap(new EnumMap<>(texts));
    }

    /// The form filled with a run's settings.
    ///
    /// @param project paths in it are shown relative to it
    public static FormValues of(RunConfig config, Path project) {
        var texts = new EnumMap<Field, String>(Field.class);
        texts.put(Field.OBJECTIVE, config.objective().text());
        model(texts, config, project);
        lora(texts, config.lora(), project);
        data(texts, config, project);
        texts.put(Field.LOSS_TYPE, Method.of(config.loss()).text());
        loss(texts, config.loss());
        optimizer(texts, config);
        batch(texts, config);
        evaluation(texts, config.evaluation());
        texts.put(Field.SAVE_STEPS, number(config.checkpoint().saveSteps()));
        texts.put(Field.SAVE_TOTAL_LIMIT, optional(config.checkpoint().saveTotalLimit()));
        texts.put(Field.GRADIENT_CHECKPOINTING, Boolean.toString(config.memory().gradientCheckpointing()));
        texts.put(Field.FROZEN_DTYPE, config.memory().frozenDtype().text());
        texts.put(Field.DEVICE, config.device().device().text());
        texts.put(Field.THREADS, Integer.toString(config.device().threads()));
        texts.put(Field.GPU, config.device().gpu().orElse(""));
        texts.put(Field.BF16, Boolean.toString(config.device().bf16()));
        texts.put(Field.TF32, Boolean.toString(config.device().tf32()));
        return new FormValues(texts);
    }

    private static void model(Map<Field, String> texts, RunConfig config, Path project) {
        texts.put(Field.MODEL, path(config.model().model(), project));
        texts.put(
                Field.REFERENCE,
                config.model().reference().map(p -> path(p, project)).orElse(""));
        texts.put(Field.SAVE_DTYPE, config.model().saveDtype().text());
    }

    /// Where all weights are trained, the fields hold what an adapter usually has.
    private static void lora(Map<Field, String> texts, Optional<LoraConfig> lora, Path project) {
        LoraConfig usual = LoraConfig.fresh(16, 32, 0, Optional.of(new TargetModules.AllLinear()), false);
        LoraConfig shown = lora.orElse(usual);
        boolean goesOn = shown.adapter().isPresent();
        texts.put(Field.USE_PEFT, Boolean.toString(lora.isPresent()));
        texts.put(Field.ADAPTER, shown.adapter().map(p -> path(p, project)).orElse(""));
        texts.put(
                Field.LORA_R,
                Integer.toString(shown.loraR().orElse(usual.loraR().getAsInt())));
        texts.put(
                Field.LORA_ALPHA,
                number(shown.loraAlpha().orElse(usual.loraAlpha().getAsDouble())));
        texts.put(
                Field.LORA_DROPOUT,
                shown.loraDropout().isPresent() ? number(shown.loraDropout().getAsDouble()) : "");
        texts.put(
                Field.LORA_TARGET_MODULES,
                (goesOn ? usual : shown)
                        .loraTargetModules()
                        .map(TargetModules::text)
                        .orElse(""));
        texts.put(Field.USE_RSLORA, Boolean.toString(shown.useRslora().orElse(false)));
    }

    private static void data(Map<Field, String> texts, RunConfig config, Path project) {
        texts.put(Field.DATA, paths(config.data().data(), project));
        texts.put(Field.EVAL_DATA, paths(config.data().evalData(), project));
        texts.put(
                Field.EVAL_SETS,
                config.data().evalSets().stream()
                        .flatMap(set -> set.files().stream().map(file -> set.name() + "=" + path(file, project)))
                        .collect(Collectors.joining("\n")));
        columns(texts, config.data().columns());
        texts.put(Field.PROMPT_EXTRACTION, config.data().promptExtraction().text());
        texts.put(Field.HELD_OUT, number(config.data().heldOut()));
        texts.put(Field.SPLIT_SEED, Long.toString(config.data().splitSeed()));
        texts.put(Field.MAX_LENGTH, optional(config.data().maxLength()));
        texts.put(Field.SCORE_USER_TURNS, Boolean.toString(config.data().scoreUserTurns()));
        texts.put(Field.SKIP_INVALID, Boolean.toString(config.data().skipInvalid()));
        texts.put(Field.MAX_PAIRS, optional(config.data().maxPairs()));
        texts.put(
                Field.CHAT_TEMPLATE,
                config.data().chatTemplate().map(t -> template(t, project)).orElse(""));
        texts.put(Field.EXCLUDE, String.join("\n", config.data().exclude()));
        texts.put(Field.TRUNCATION_MODE, config.data().truncationMode().text());
        texts.put(Field.MAX_PROMPT_LENGTH, optional(config.data().maxPromptLength()));
    }

    private static void loss(Map<Field, String> texts, LossConfig loss) {
        texts.put(
                Field.LOSS_WEIGHTS,
                loss.mixed()
                        ? loss.lossWeights().stream().map(FormValues::number).collect(Collectors.joining(", "))
                        : "");
        for (Field field : Field.values()) {
            FieldUse.option(field).ifPresent(option -> texts.put(field, text(option.of(loss))));
        }
    }

    /// A setting's value as the form has it.
    public static String text(Object value) {
        return switch (value) {
            case Double number -> number(number);
            case Named choice -> choice.text();
            default -> value.toString();
        };
    }

    private static void evaluation(Map<Field, String> texts, EvaluationConfig evaluation) {
        texts.put(Field.EVAL_STEPS, number(evaluation.evalSteps()));
        texts.put(Field.SAMPLE_PROMPTS, Integer.toString(evaluation.samplePrompts()));
        texts.put(Field.SAMPLES_PER_PROMPT, Integer.toString(evaluation.samplesPerPrompt()));
        texts.put(Field.KL_PROMPTS, Integer.toString(evaluation.klPrompts()));
        SamplingConfig sampling = evaluation.sampling();
        texts.put(Field.SAMPLE_MAX_NEW_TOKENS, Integer.toString(sampling.maxNewTokens()));
        texts.put(Field.SAMPLE_TEMPERATURE, number(sampling.temperature()));
        texts.put(Field.SAMPLE_TOP_K, Integer.toString(sampling.topK()));
        texts.put(Field.SAMPLE_TOP_P, number(sampling.topP()));
        texts.put(Field.SAMPLE_MIN_P, number(sampling.minP()));
        texts.put(Field.SAMPLE_REPETITION_PENALTY, number(sampling.repetitionPenalty()));
        texts.put(Field.SAMPLE_STOP, String.join("\n", sampling.stop()));
    }

    private static void optimizer(Map<Field, String> texts, RunConfig config) {
        var optimizer = config.optimizer();
        texts.put(Field.OPTIM, optimizer.optim().text());
        texts.put(Field.LEARNING_RATE, number(optimizer.learningRate()));
        texts.put(Field.LR_SCHEDULER_TYPE, optimizer.lrSchedulerType().text());
        texts.put(Field.WARMUP_STEPS, number(optimizer.warmupSteps()));
        texts.put(Field.WEIGHT_DECAY, number(optimizer.weightDecay()));
        texts.put(Field.MAX_GRAD_NORM, number(optimizer.maxGradNorm()));
        texts.put(Field.ADAM_BETA1, number(optimizer.adamBeta1()));
        texts.put(Field.ADAM_BETA2, number(optimizer.adamBeta2()));
        texts.put(Field.ADAM_EPSILON, number(optimizer.adamEpsilon()));
    }

    private static void batch(Map<Field, String> texts, RunConfig config) {
        var batch = config.batch();
        texts.put(Field.PER_DEVICE_TRAIN_BATCH_SIZE, Integer.toString(batch.perDeviceTrainBatchSize()));
        texts.put(Field.GRADIENT_ACCUMULATION_STEPS, Integer.toString(batch.gradientAccumulationSteps()));
        texts.put(Field.NUM_TRAIN_EPOCHS, number(batch.numTrainEpochs()));
        texts.put(Field.MAX_STEPS, optional(batch.maxSteps()));
        texts.put(Field.TRAIN_SAMPLING_STRATEGY, batch.trainSamplingStrategy().text());
        texts.put(Field.SEED, Long.toString(batch.seed()));
        texts.put(Field.MAX_TOKENS_PER_MICRO_BATCH, Integer.toString(batch.maxTokensPerMicroBatch()));
    }

    public String text(Field field) {
        return texts.getOrDefault(field, "");
    }

    public Method method() {
        return Method.named(text(Field.LOSS_TYPE).strip()).orElse(Method.DPO);
    }

    public FormValues with(Field field, String text) {
        return with(Map.of(field, text));
    }

    public FormValues with(Map<Field, String> changes) {
        if (changes.isEmpty()) {
            return this;
        }
        var changed = new EnumMap<Field, String>(Field.class);
        changed.putAll(texts);
        changed.putAll(changes);
        return new FormValues(changed);
    }

    /// The shortest text that reads back as the same number, with an ASCII minus sign: `0.1`, `5e-7`.
    public static String number(double value) {
        BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
        double size = Math.abs(value);
        if (size == 0 || (size >= 1e-3 && size < 1e7)) {
            return exact.toPlainString();
        }
        int exponent = exact.precision() - exact.scale() - 1;
        return exact.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
    }

    private static String template(TemplateChoice template, Path project) {
        return switch (template) {
            case TemplateChoice.BuiltIn builtIn -> builtIn.text();
            case TemplateChoice.InFile file -> path(file.path(), project);
        };
    }

    private static void columns(Map<Field, String> texts, ColumnMapping columns) {
        texts.put(Field.PROMPT, columns.prompt().orElse(""));
        texts.put(Field.CHOSEN, columns.chosen().orElse(""));
        texts.put(Field.REJECTED, columns.rejected().orElse(""));
        texts.put(Field.COMPLETION, columns.completion().orElse(""));
        texts.put(Field.LABEL, columns.label().orElse(""));
        texts.put(Field.COMPLETIONS, String.join(", ", columns.completions()));
        texts.put(Field.RANKS, String.join(", ", columns.ranks()));
        texts.put(Field.SCORES, String.join(", ", columns.scores()));
        texts.put(Field.PREFERENCE, String.join(", ", columns.preference()));
        texts.put(Field.SOURCE_COLUMN, columns.source().orElse(""));
    }

    private static String optional(OptionalInt value) {
        return value.isPresent() ? Integer.toString(value.getAsInt()) : "";
    }

    private static String paths(List<Path> paths, Path project) {
        return paths.stream().map(p -> path(p, project)).collect(Collectors.joining("\n"));
    }

    /// A path as the form shows it: relative inside the project, as it is elsewhere.
    public static String path(Path path, Path project) {
        Path absolute = project.resolve(path).normalize();
        Path shown = absolute.startsWith(project) ? project.relativize(absolute) : absolute;
        return shown.toString().replace(File.separatorChar, '/');
    }

    /// The paths in a text of one a line.
    static List<Path> paths(String text, Path project) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> project.resolve(line).normalize())
                .toList();
    }

    static Optional<Path> optionalPath(String text, Path project) {
        return paths(text, project).stream().findFirst();
    }
}
