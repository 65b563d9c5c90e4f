package org.dpoworkbench.app.window.model.newrun;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dpoworkbench.app.cli.TrainOptions;
import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.config.FDivergence;
import org.dpoworkbench.engine.config.FrozenDtype;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LrScheduler;
import org.dpoworkbench.engine.config.Named;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.Optim;
import org.dpoworkbench.engine.config.PromptExtraction;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.config.SaveDtype;
import org.dpoworkbench.engine.config.TruncationMode;

/// The form's fields, one a setting of a run. Each holds a text; what the text must be, its kind says.
@SuppressWarnings("ImmutableEnumChecker") // lists that cannot be changed
public enum Field {
    OBJECTIVE(Group.MODEL, Objective.values()),
    MODEL(Group.MODEL, Kind.PATH),
    REFERENCE(Group.MODEL, Kind.OPTIONAL_PATH),
    SAVE_DTYPE(Group.CHECKPOINTS, SaveDtype.values()),

    USE_PEFT(Group.LORA, Kind.FLAG),
    ADAPTER(Group.LORA, Kind.OPTIONAL_PATH),
    LORA_R(Group.LORA, Kind.INTEGER),
    LORA_ALPHA(Group.LORA, Kind.NUMBER),
    LORA_DROPOUT(Group.LORA, Kind.OPTIONAL_NUMBER),
    LORA_TARGET_MODULES(Group.LORA, Kind.OPTIONAL_TEXT),
    USE_RSLORA(Group.LORA, Kind.FLAG),

    DATA(Group.DATA, Kind.PATHS),
    EVAL_DATA(Group.DATA, Kind.PATHS),
    /// Files of named evaluation sets, `NAME=FILE` a line.
    EVAL_SETS(Group.DATA_HANDLING, Kind.LINES),
    PROMPT(Group.DATA_HANDLING, Kind.OPTIONAL_TEXT),
    CHOSEN(Group.DATA_HANDLING, Kind.OPTIONAL_TEXT),
    REJECTED(Group.DATA_HANDLING, Kind.OPTIONAL_TEXT),
    COMPLETION(Group.DATA_HANDLING, Kind.OPTIONAL_TEXT),
    LABEL(Group.DATA_HANDLING, Kind.OPTIONAL_TEXT),
    /// Several names with commas between, as those that follow.
    COMPLETIONS(Group.DATA_HANDLING, Kind.OPTIONAL_TEXT),
    RANKS(Group.DATA_HANDLING, Kind.OPTIONAL_TEXT),
    SCORES(Group.DATA_HANDLING, Kind.OPTIONAL_TEXT),
    PREFERENCE(Group.DATA_HANDLING, Kind.OPTIONAL_TEXT),
    SOURCE_COLUMN(Group.DATA_HANDLING, Kind.OPTIONAL_TEXT),
    PROMPT_EXTRACTION(Group.DATA_HANDLING, PromptExtraction.values()),
    HELD_OUT(Group.DATA, Kind.NUMBER),
    SPLIT_SEED(Group.DATA_HANDLING, Kind.LONG),
    MAX_LENGTH(Group.LENGTH, Kind.OPTIONAL_INTEGER),
    SCORE_USER_TURNS(Group.DATA_HANDLING, Kind.FLAG),
    SKIP_INVALID(Group.DATA_HANDLING, Kind.FLAG),
    MAX_PAIRS(Group.DATA_HANDLING, Kind.OPTIONAL_INTEGER),
    CHAT_TEMPLATE(Group.DATA_HANDLING, Kind.TEMPLATE),
    EXCLUDE(Group.DATA_HANDLING, Kind.LINES),
    TRUNCATION_MODE(Group.LENGTH, TruncationMode.values()),
    MAX_PROMPT_LENGTH(Group.LENGTH, Kind.OPTIONAL_INTEGER),

    LOSS_TYPE(Group.LOSS, Kind.LOSSES),
    LOSS_WEIGHTS(Group.LOSS, Kind.WEIGHTS),
    BETA(Group.LOSS, Kind.NUMBER),
    LABEL_SMOOTHING(Group.LOSS, Kind.NUMBER),
    IPO_NORMALISATION(Group.LOSS, IpoNormalisation.values()),
    DISCOPOP_TAU(Group.LOSS, Kind.NUMBER),
    DPOP_LAMBDA(Group.LOSS, Kind.NUMBER),
    SIMPO_GAMMA(Group.LOSS, Kind.NUMBER),
    CPO_ALPHA(Group.LOSS, Kind.NUMBER),
    ALPHA(Group.LOSS, Kind.NUMBER),
    UNLIKELIHOOD_ALPHA(Group.LOSS, Kind.NUMBER),
    DESIRABLE_WEIGHT(Group.LOSS, Kind.NUMBER),
    UNDESIRABLE_WEIGHT(Group.LOSS, Kind.NUMBER),
    F_DIVERGENCE_TYPE(Group.VARIATIONS, FDivergence.values()),
    F_ALPHA_DIVERGENCE_COEF(Group.VARIATIONS, Kind.NUMBER),
    LD_ALPHA(Group.VARIATIONS, Kind.NUMBER),
    USE_WEIGHTING(Group.VARIATIONS, Kind.FLAG),

    OPTIM(Group.OPTIMISER, Optim.values()),
    LEARNING_RATE(Group.LOSS, Kind.NUMBER),
    LR_SCHEDULER_TYPE(Group.OPTIMISER, LrScheduler.values()),
    WARMUP_STEPS(Group.OPTIMISER, Kind.NUMBER),
    WEIGHT_DECAY(Group.OPTIMISER, Kind.NUMBER),
    MAX_GRAD_NORM(Group.OPTIMISER, Kind.NUMBER),
    ADAM_BETA1(Group.OPTIMISER, Kind.NUMBER),
    ADAM_BETA2(Group.OPTIMISER, Kind.NUMBER),
    ADAM_EPSILON(Group.OPTIMISER, Kind.NUMBER),

    PER_DEVICE_TRAIN_BATCH_SIZE(Group.LENGTH, Kind.INTEGER),
    GRADIENT_ACCUMULATION_STEPS(Group.LENGTH, Kind.INTEGER),
    NUM_TRAIN_EPOCHS(Group.LENGTH, Kind.NUMBER),
    MAX_STEPS(Group.LENGTH, Kind.OPTIONAL_INTEGER),
    TRAIN_SAMPLING_STRATEGY(Group.LENGTH, Sampling.values()),
    SEED(Group.LOSS, Kind.LONG),
    MAX_TOKENS_PER_MICRO_BATCH(Group.LENGTH, Kind.INTEGER),

    EVAL_STEPS(Group.EVALUATION, Kind.NUMBER),
    SAMPLE_PROMPTS(Group.EVALUATION, Kind.INTEGER),
    SAMPLES_PER_PROMPT(Group.EVALUATION, Kind.INTEGER),
    SAMPLE_MAX_NEW_TOKENS(Group.EVALUATION, Kind.INTEGER),
    SAMPLE_TEMPERATURE(Group.EVALUATION, Kind.NUMBER),
    SAMPLE_TOP_K(Group.EVALUATION, Kind.INTEGER),
    SAMPLE_TOP_P(Group.EVALUATION, Kind.NUMBER),
    SAMPLE_MIN_P(Group.EVALUATION, Kind.NUMBER),
    SAMPLE_REPETITION_PENALTY(Group.EVALUATION, Kind.NUMBER),
    SAMPLE_STOP(Group.EVALUATION, Kind.LINES),
    KL_PROMPTS(Group.EVALUATION, Kind.INTEGER),

    SAVE_STEPS(Group.CHECKPOINTS, Kind.NUMBER),
    SAVE_TOTAL_LIMIT(Group.CHECKPOINTS, Kind.OPTIONAL_INTEGER),

    GRADIENT_CHECKPOINTING(Group.DEVICE, Kind.FLAG),
    FROZEN_DTYPE(Group.DEVICE, FrozenDtype.values()),
    DEVICE(Group.DEVICE, Device.values()),
    THREADS(Group.DEVICE, Kind.INTEGER),
    GPU(Group.DEVICE, Kind.OPTIONAL_TEXT),
    BF16(Group.DEVICE, Kind.FLAG),
    TF32(Group.DEVICE, Kind.FLAG);

    /// Where the form shows a field.
    public enum Group {
        MODEL,
        LORA,
        DATA,
        LOSS,
        /// What several losses can be varied by.
        VARIATIONS,
        LENGTH,
        OPTIMISER,
        DATA_HANDLING,
        EVALUATION,
        CHECKPOINTS,
        DEVICE
    }

    /// What a field's text must be. An empty text of an optional kind leaves the choice to the program.
    public enum Kind {
        NUMBER,
        INTEGER,
        LONG,
        OPTIONAL_INTEGER,
        OPTIONAL_NUMBER,
        OPTIONAL_TEXT,
        PATH,
        OPTIONAL_PATH,
        /// One a line.
        PATHS,
        /// Words, one a line.
        LINES,
        /// A method's text.
        LOSSES,
        /// Numbers with commas between.
        WEIGHTS,
        /// The name of a built-in chat template, or a file.
        TEMPLATE,
        /// `true` or `false`.
        FLAG,
        /// One of [Field#choices].
        CHOICE
    }

    private final Group group;
    private final Kind kind;
    private final List<String> choices;

    Field(Group group, Kind kind) {
        this.group = group;
        this.kind = kind;
        this.choices = kind == Kind.FLAG ? List.of("true", "false") : List.of();
    }

    Field(Group group, Named... choices) {
        this.group = group;
        this.kind = Kind.CHOICE;
        this.choices = Arrays.stream(choices).map(Named::text).toList();
    }

    public static Optional<Field> named(String key) {
        return Arrays.stream(values()).filter(field -> field.key().equals(key)).findFirst();
    }

    /// The setting's name in configurations and, with hyphens, on the command line.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Group group() {
        return group;
    }

    public Kind kind() {
        return kind;
    }

    /// The legal texts, where there are only so many.
    public List<String> choices() {
        return choices;
    }

    /// Whether a sweep can go over it: the seed has its own list.
    public boolean sweeps() {
        return this != SEED
                && this != OBJECTIVE
                && switch (kind) {
                    case NUMBER, INTEGER, LONG, OPTIONAL_INTEGER, OPTIONAL_NUMBER, FLAG, CHOICE, LOSSES -> true;
                    case OPTIONAL_TEXT, PATH, OPTIONAL_PATH, PATHS, LINES, WEIGHTS, TEMPLATE -> false;
                };
    }

    /// What the command line's help says about it; empty for the one setting that is a command there.
    public String help() {
        return switch (this) {
            case OBJECTIVE -> "";
            case EVAL_SETS -> EVAL_DATA.help(); // the same option there
            default -> TrainOptions.help(key());
        };
    }
}
