package org.dpoworkbench.app.window.model.newrun;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.dpoworkbench.app.cli.TrainOptions;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.LrScheduler;
import org.dpoworkbench.engine.config.Optim;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.project.DataSource;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;

/// What a form starts from, and what the preset menu offers.
public final class FormDefaults {
    private static final List<Field> SAID_BY_THE_PROJECT = List.of(
            Field.DATA,
            Field.EVAL_DATA,
            Field.EVAL_SETS,
            Field.PROMPT,
            Field.CHOSEN,
            Field.REJECTED,
            Field.COMPLETION,
            Field.LABEL,
            Field.COMPLETIONS,
            Field.RANKS,
            Field.SCORES,
            Field.PREFERENCE,
            Field.SOURCE_COLUMN,
            Field.PROMPT_EXTRACTION,
            Field.HELD_OUT,
            Field.SPLIT_SEED,
            Field.EXCLUDE);

    private static final Map<Path, RunConfig> KNOWN = new ConcurrentHashMap<>();

    private FormDefaults() {}

    /// The command line's defaults with a path that stands for model and data; parsed once.
    private static RunConfig defaults(Path none) {
        return KNOWN.computeIfAbsent(none, path -> TrainOptions.defaults(path, List.of(path)));
    }

    /// The form for a project: its data, and its default configuration, else its first model and [Preset#FORM].
    public static FormValues of(Project project, ModelSize size) {
        ProjectSettings settings = project.settings();
        FormValues start = settings.defaultConfig()
                .map(config -> FormValues.of(withData(config, settings), project.folder()))
                .orElseGet(() -> ofItsParts(project, size));
        return hasData(settings) ? start : start.with(Map.of(Field.DATA, "", Field.EVAL_DATA, "", Field.EVAL_SETS, ""));
    }

    private static FormValues ofItsParts(Project project, ModelSize size) {
        Path none = project.folder().resolve("none");
        RunConfig trl = withData(defaults(none), project.settings());
        String model = project.settings().models().stream()
                .findFirst()
                .map(folder -> FormValues.path(folder, project.folder()))
                .orElse("");
        return FormValues.of(trl, project.folder())
                .with(Field.MODEL, model)
                .with(Preset.FORM.changes(Method.DPO, size));
    }

    /// What the project says about its data; empty where it has none to train on or its files cannot be read together.
    public static Map<Field, String> data(Project project) {
        ProjectSettings settings = project.settings();
        if (settings.data().stream().noneMatch(source -> source.role() == DataSource.Role.TRAIN)) {
            return Map.of();
        }
        Path none = project.folder().resolve("none");
        RunConfig bare = defaults(none);
        RunConfig ours = withData(bare, settings);
        if (ours.equals(bare)) {
            return Map.of();
        }
        FormValues values = FormValues.of(ours, project.folder());
        var set = new EnumMap<Field, String>(Field.class);
        for (Field field : SAID_BY_THE_PROJECT) {
            set.put(field, values.text(field));
        }
        return set;
    }

    private static boolean hasData(ProjectSettings settings) {
        return settings.defaultConfig().isPresent()
                || settings.data().stream().anyMatch(source -> source.role() == DataSource.Role.TRAIN);
    }

    /// The project's data win over those of its default configuration: they are what the user sees in the data tab.
    private static RunConfig withData(RunConfig config, ProjectSettings settings) {
        if (settings.data().stream().noneMatch(source -> source.role() == DataSource.Role.TRAIN)) {
            return config;
        }
        try {
            return config.withData(settings.dataConfig());
        } catch (UserError _) {
            // Files that cannot be read together: the user chooses among them.
            return config;
        }
    }

    /// What a method is usually run with: offered, never set without being asked for. Settings that it does not have
    /// are not among them.
    public static Map<Field, String> of(Method method, ModelSize size) {
        var usual = new EnumMap<Field, String>(Field.class);
        for (Field field : Field.values()) {
            FieldUse.option(field)
                    .filter(method::uses)
                    .ifPresent(option -> usual.put(field, FormValues.text(option.byDefault())));
        }
        if (method.smoothed() || method.equals(Method.of(LossType.ROBUST))) {
            usual.put(Field.LABEL_SMOOTHING, "0.1");
        }
        if (method.isMixture()) {
            return usual;
        }
        switch (method.losses().getFirst()) {
            case IPO -> usual.put(Field.IPO_NORMALISATION, IpoNormalisation.SUM.text());
            case EXO_PAIR -> usual.put(Field.LABEL_SMOOTHING, "0.001"); // Ji et al. 2024, appendix
            case SIMPO -> {
                // Meng et al. 2024: β 2 to 10, γ/β about 0.5
                usual.put(Field.BETA, "2");
                usual.put(Field.SIMPO_GAMMA, "1");
                rate(usual, "1e-6", size);
            }
            case ORPO -> rate(usual, "8e-6", size); // Hong et al. 2024, section 5
            default -> {}
        }
        return usual;
    }

    /// Published rates are those of models of billions of weights; small ones learn at others.
    private static void rate(Map<Field, String> usual, String published, ModelSize size) {
        if (size == ModelSize.LARGE) {
            usual.put(Field.LEARNING_RATE, published);
        }
    }

    /// Sets of training settings with a name. None touches model, data, method, seed or device.
    public enum Preset {
        /// The DPO authors': Rafailov et al. 2023 (arXiv 2305.18290), appendix B, and their code's clipping.
        PAPER,
        FORM,
        TRL;

        /// What the preset sets.
        public Map<Field, String> changes(Method method, ModelSize size) {
            return switch (this) {
                case PAPER -> paper(method, size);
                case FORM -> form(method, size);
                case TRL -> trl(method);
            };
        }
    }

    private static Map<Field, String> paper(Method method, ModelSize size) {
        var set = new EnumMap<Field, String>(Field.class);
        set.putAll(of(method, size));
        set.put(Field.OPTIM, Optim.RMSPROP.text());
        set.put(Field.LEARNING_RATE, "1e-6");
        set.put(Field.LR_SCHEDULER_TYPE, LrScheduler.ORIGINAL.text());
        set.put(Field.WARMUP_STEPS, "150");
        set.put(Field.WEIGHT_DECAY, "0");
        set.put(Field.MAX_GRAD_NORM, "10");
        set.put(Field.PER_DEVICE_TRAIN_BATCH_SIZE, "64");
        set.put(Field.GRADIENT_ACCUMULATION_STEPS, "1");
        return set;
    }

    private static Map<Field, String> form(Method method, ModelSize size) {
        boolean small = size == ModelSize.SMALL;
        var set = new EnumMap<Field, String>(Field.class);
        set.putAll(trl(method));
        set.put(Field.LEARNING_RATE, small ? "1e-4" : "1e-6");
        set.putAll(of(method, size));
        set.put(Field.PER_DEVICE_TRAIN_BATCH_SIZE, small ? "16" : "32");
        set.put(Field.NUM_TRAIN_EPOCHS, "1");
        set.put(Field.MAX_LENGTH, small ? "128" : "");
        set.put(Field.WARMUP_STEPS, "0.1");
        set.put(Field.EVAL_STEPS, "0.1");
        set.put(Field.SAMPLE_PROMPTS, "16");
        set.put(Field.SAMPLE_TEMPERATURE, "1");
        set.put(Field.SAVE_STEPS, "0");
        return set;
    }

    /// The command line's defaults, which are TRL's.
    private static Map<Field, String> trl(Method method) {
        Path any = Path.of("any");
        FormValues defaults = FormValues.of(defaults(any), any.toAbsolutePath());
        var set = new EnumMap<Field, String>(Field.class);
        Stream.of(Field.values())
                .filter(field -> isTraining(field)
                        || FieldUse.option(field).filter(method::uses).isPresent())
                // Without smoothing the method would be another.
                .filter(field -> field != Field.LABEL_SMOOTHING)
                .forEach(field -> set.put(field, defaults.text(field)));
        return set;
    }

    private static boolean isTraining(Field field) {
        return switch (field.group()) {
            case LENGTH, OPTIMISER, EVALUATION, CHECKPOINTS -> field != Field.SAVE_DTYPE;
            case LOSS -> field == Field.LEARNING_RATE;
            case VARIATIONS -> false;
            case MODEL, LORA, DATA, DATA_HANDLING, DEVICE -> false;
        };
    }
}
