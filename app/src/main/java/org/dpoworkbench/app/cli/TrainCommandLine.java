package org.dpoworkbench.app.cli;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dpoworkbench.engine.config.BatchConfig;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.config.EvaluationConfig;
import org.dpoworkbench.engine.config.LoraConfig;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossOption;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.Named;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.OptimizerConfig;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.SamplingConfig;
import org.dpoworkbench.engine.config.TargetModules;
import org.dpoworkbench.engine.config.TemplateChoice;

/// The command line that starts the same run. What it leaves out is at its default.
///
/// Settings that the run does not use, such as IPO's normalisation under another loss, have no place on a command line
/// and come back as their defaults.
public final class TrainCommandLine {
    private static final Pattern HARMLESS = Pattern.compile("[\\w@%+=:,./-]+", Pattern.UNICODE_CHARACTER_CLASS);

    private final RunConfig config;
    private final RunConfig defaults;
    private final List<String> arguments = new ArrayList<>();

    private TrainCommandLine(RunConfig config) {
        this.config = config;
        this.defaults =
                TrainOptions.defaults(config.model().model(), config.data().data());
    }

    /// One line for a POSIX shell, such as `./dpo train --model models/tiny --data pairs.jsonl --beta 0.05`.
    public static String of(RunConfig config) {
        return "./dpo "
                + arguments(config).stream().map(TrainCommandLine::quoted).collect(Collectors.joining(" "));
    }

    /// What follows `dpo`: the command and its options.
    static List<String> arguments(RunConfig config) {
        return new TrainCommandLine(config).all();
    }

    private List<String> all() {
        arguments.add(config.objective() == Objective.SFT ? "sft" : "train");
        model();
        config.lora().ifPresent(this::lora);
        data();
        if (config.objective() == Objective.DPO) {
            loss();
        }
        optimizer();
        batch();
        rest();
        return List.copyOf(arguments);
    }

    private void model() {
        add("model", config.model().model().toString());
        if (config.objective() == Objective.DPO) {
            config.model().reference().map(Path::toString).ifPresent(path -> add("reference", path));
        }
        choice("save_dtype", config.model().saveDtype(), defaults.model().saveDtype());
    }

    private void lora(LoraConfig lora) {
        if (lora.adapter().isEmpty()) {
            arguments.add("--use-peft");
        }
        lora.adapter().ifPresent(folder -> add("adapter", folder.toString()));
        optional("lora_r", lora.loraR());
        lora.loraAlpha().ifPresent(alpha -> add("lora_alpha", shortest(alpha)));
        lora.loraDropout().ifPresent(share -> add("lora_dropout", shortest(share)));
        text("lora_target_modules", lora.loraTargetModules().map(TargetModules::text));
        flag("use_rslora", lora.useRslora().orElse(false));
    }

    private void data() {
        DataConfig data = config.data();
        DataConfig usual = defaults.data();
        data.data().forEach(file -> add("data", file.toString()));
        data.evalData().forEach(file -> add("eval_data", file.toString()));
        data.evalSets().forEach(set -> set.files().forEach(file -> add("eval_data", set.name() + "=" + file)));
        text("prompt", data.columns().prompt());
        text("chosen", data.columns().chosen());
        text("rejected", data.columns().rejected());
        text("completion", data.columns().completion());
        text("label", data.columns().label());
        list("completions", data.columns().completions());
        list("ranks", data.columns().ranks());
        list("scores", data.columns().scores());
        list("preference", data.columns().preference());
        text("source_column", data.columns().source());
        choice("prompt_extraction", data.promptExtraction(), usual.promptExtraction());
        number("held_out", data.heldOut(), usual.heldOut());
        whole("split_seed", data.splitSeed(), usual.splitSeed());
        optional("max_length", data.maxLength());
        flag("score_user_turns", data.scoreUserTurns());
        flag("skip_invalid", data.skipInvalid());
        optional("max_pairs", data.maxPairs());
        text("chat_template", data.chatTemplate().map(TemplateChoice::text));
        choice("truncation_mode", data.truncationMode(), usual.truncationMode());
        optional("max_prompt_length", data.maxPromptLength());
        data.exclude().forEach(id -> add("exclude", id));
    }

    private void loss() {
        LossConfig loss = config.loss();
        if (!loss.is(defaults.loss().lossType())) {
            add("loss_type", loss.lossTypes().stream().map(LossType::text).collect(Collectors.joining(",")));
        }
        if (loss.lossWeights().stream().anyMatch(weight -> weight != 1)) {
            add(
                    "loss_weights",
                    loss.lossWeights().stream().map(TrainCommandLine::shortest).collect(Collectors.joining(",")));
        }
        for (LossOption option : LossOption.of(loss.lossTypes())) {
            Object value = option.of(loss);
            if (!value.equals(option.byDefault())) {
                add(option, value);
            }
        }
    }

    private void add(LossOption option, Object value) {
        switch (value) {
            case Double number -> add(option.text(), shortest(number));
            case Boolean on -> flag(option.text(), on);
            case Named choice -> add(option.text(), choice.text());
            default -> throw new IllegalStateException("an option is a " + value.getClass());
        }
    }

    private void optimizer() {
        OptimizerConfig optimizer = config.optimizer();
        OptimizerConfig usual = defaults.optimizer();
        choice("optim", optimizer.optim(), usual.optim());
        number("learning_rate", optimizer.learningRate(), usual.learningRate());
        choice("lr_scheduler_type", optimizer.lrSchedulerType(), usual.lrSchedulerType());
        number("warmup_steps", optimizer.warmupSteps(), usual.warmupSteps());
        number("weight_decay", optimizer.weightDecay(), usual.weightDecay());
        number("max_grad_norm", optimizer.maxGradNorm(), usual.maxGradNorm());
        if (optimizer.optim().isAdamW()) {
            number("adam_beta1", optimizer.adamBeta1(), usual.adamBeta1());
            number("adam_beta2", optimizer.adamBeta2(), usual.adamBeta2());
            number("adam_epsilon", optimizer.adamEpsilon(), usual.adamEpsilon());
        }
    }

    private void batch() {
        BatchConfig batch = config.batch();
        BatchConfig usual = defaults.batch();
        whole("per_device_train_batch_size", batch.perDeviceTrainBatchSize(), usual.perDeviceTrainBatchSize());
        whole("gradient_accumulation_steps", batch.gradientAccumulationSteps(), usual.gradientAccumulationSteps());
        number("num_train_epochs", batch.numTrainEpochs(), usual.numTrainEpochs());
        optional("max_steps", batch.maxSteps());
        choice("train_sampling_strategy", batch.trainSamplingStrategy(), usual.trainSamplingStrategy());
        whole("seed", batch.seed(), usual.seed());
        whole("max_tokens_per_micro_batch", batch.maxTokensPerMicroBatch(), usual.maxTokensPerMicroBatch());
    }

    private void evaluation() {
        EvaluationConfig evaluation = config.evaluation();
        EvaluationConfig usual = defaults.evaluation();
        number("eval_steps", evaluation.evalSteps(), usual.evalSteps());
        whole("sample_prompts", evaluation.samplePrompts(), usual.samplePrompts());
        whole("samples_per_prompt", evaluation.samplesPerPrompt(), usual.samplesPerPrompt());
        SamplingConfig sampling = evaluation.sampling();
        whole("sample_max_new_tokens", sampling.maxNewTokens(), usual.sampling().maxNewTokens());
        number("sample_temperature", sampling.temperature(), usual.sampling().temperature());
        whole("sample_top_k", sampling.topK(), usual.sampling().topK());
        number("sample_top_p", sampling.topP(), usual.sampling().topP());
        number("sample_min_p", sampling.minP(), usual.sampling().minP());
        number(
                "sample_repetition_penalty",
                sampling.repetitionPenalty(),
                usual.sampling().repetitionPenalty());
        sampling.stop().forEach(text -> add("sample_stop", text));
        whole("kl_prompts", evaluation.klPrompts(), usual.klPrompts());
    }

    private void rest() {
        evaluation();
        number(
                "save_steps",
                config.checkpoint().saveSteps(),
                defaults.checkpoint().saveSteps());
        optional("save_total_limit", config.checkpoint().saveTotalLimit());
        flag("gradient_checkpointing", config.memory().gradientCheckpointing());
        choice("frozen_dtype", config.memory().frozenDtype(), defaults.memory().frozenDtype());
        choice("device", config.device().device(), defaults.device().device());
        whole("threads", config.device().threads(), defaults.device().threads());
        text("gpu", config.device().gpu());
        flag("bf16", config.device().bf16());
        flag("tf32", config.device().tf32());
    }

    private void add(String setting, String value) {
        String option = TrainOptions.option(setting);
        if (value.startsWith("-") || value.startsWith("@")) {
            // Apart, they would be taken for an option or for the name of a file of arguments.
            arguments.add(option + "=" + value);
        } else {
            arguments.add(option);
            arguments.add(value);
        }
    }

    private void text(String setting, Optional<String> value) {
        value.ifPresent(v -> add(setting, v));
    }

    private void list(String setting, List<String> values) {
        if (!values.isEmpty()) {
            add(setting, String.join(",", values));
        }
    }

    private void flag(String setting, boolean value) {
        if (value) {
            arguments.add(TrainOptions.option(setting));
        }
    }

    private void optional(String setting, OptionalInt value) {
        value.ifPresent(v -> add(setting, Integer.toString(v)));
    }

    private void whole(String setting, long value, long usual) {
        if (value != usual) {
            add(setting, Long.toString(value));
        }
    }

    private void number(String setting, double value, double usual) {
        if (value != usual) {
            add(setting, shortest(value));
        }
    }

    private void choice(String setting, Named value, Named usual) {
        if (value != usual) {
            add(setting, value.text());
        }
    }

    /// The shortest text that reads back as the same number: `0.05`, `1E-6` as `1e-6`.
    private static String shortest(double value) {
        BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
        return exact.scale() > 6 || exact.scale() < -6
                ? exact.toString().replace("E+", "e").replace('E', 'e')
                : exact.toPlainString();
    }

    private static String quoted(String argument) {
        return HARMLESS.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
