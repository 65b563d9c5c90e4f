package org.dpoworkbench.app.window.model.newrun;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dpoworkbench.engine.config.BatchConfig;
import org.dpoworkbench.engine.config.CheckpointConfig;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.config.DeviceConfig;
import org.dpoworkbench.engine.config.EvaluationConfig;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LrScheduler;
import org.dpoworkbench.engine.config.ModelConfig;
import org.dpoworkbench.engine.config.Named;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.Optim;
import org.dpoworkbench.engine.config.OptimizerConfig;
import org.dpoworkbench.engine.config.PromptExtraction;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.config.SaveDtype;
import org.dpoworkbench.engine.config.TruncationMode;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.ui.Messages;

/// Reads the form's texts into a run's configuration and says, field by field, what keeps it from being one. The rules
/// are the records' own.
///
/// Settings that the run does not use are left at the command line's values, so that the copied command makes an equal
/// run.
public final class FormReader {
    private final FormValues values;
    private final Path project;
    private final Map<Field, String> errors = new EnumMap<>(Field.class);
    private final List<String> others = new ArrayList<>();

    private FormReader(FormValues values, Path project) {
        this.values = values;
        this.project = project;
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
        return new FormReader(values, project).read();
    }

    /// The field that a problem is about: the first setting that its sentence names, else the concern before its colon.
    static Optional<Field> fieldOf(String problem) {
        Matcher concern = Pattern.compile("^(\\w+): ").matcher(problem);
        String sentence = concern.find() ? problem.substring(concern.end()) : problem;
        Matcher word = Pattern.compile("[a-z][a-z_0-9]*").matcher(sentence);
        while (word.find()) {
            Optional<Field> field = Field.named(word.group());
            if (field.isPresent() && (word.group().contains("_") || word.start() == 0)) {
                return field;
            }
        }
        return concern.reset().find() ? Field.named(concern.group(1)) : Optional.empty();
    }

    private Reading read() {
        Optional<Objective> objective = choice(Field.OBJECTIVE, Objective.class);
        boolean preference = objective.filter(o -> o == Objective.DPO).isPresent();
        Optional<ModelConfig> model = model(preference);
        Optional<DataConfig> data = data();
        Optional<LossConfig> loss = preference ? loss() : Optional.of(FormDefaults.UNUSED_LOSS);
        Optional<OptimizerConfig> optimizer = optimizer();
        Optional<BatchConfig> batch = batch();
        Optional<EvaluationConfig> evaluation = evaluation();
        Optional<CheckpointConfig> checkpoint = checkpoint();
        Optional<DeviceConfig> device = device();
        boolean whole = errors.isEmpty() && others.isEmpty();
        return new Reading(
                whole
                        ? Optional.of(new RunConfig(
                                objective.orElseThrow(),
                                model.orElseThrow(),
                                data.orElseThrow(),
                                loss.orElseThrow(),
                                optimizer.orElseThrow(),
                                batch.orElseThrow(),
                                evaluation.orElseThrow(),
                                checkpoint.orElseThrow(),
                                device.orElseThrow()))
                        : Optional.empty(),
                errors,
                others);
    }

    private Optional<ModelConfig> model(boolean preference) {
        Optional<Path> model = path(Field.MODEL);
        if (model.isEmpty() && !errors.containsKey(Field.MODEL)) {
            errors.put(Field.MODEL, Messages.text("newrun.error.model"));
        }
        Optional<Path> reference = preference ? path(Field.REFERENCE) : Optional.empty();
        Optional<SaveDtype> dtype = choice(Field.SAVE_DTYPE, SaveDtype.class);
        return built(() -> new ModelConfig(
                model.orElseThrow(), reference.filter(r -> !r.equals(model.orElseThrow())), dtype.orElseThrow()));
    }

    private Optional<DataConfig> data() {
        List<Path> data = paths(Field.DATA);
        List<Path> evalData = paths(Field.EVAL_DATA);
        Optional<PromptExtraction> extraction = choice(Field.PROMPT_EXTRACTION, PromptExtraction.class);
        double heldOut = number(Field.HELD_OUT, 0);
        long splitSeed = whole(Field.SPLIT_SEED, 42);
        OptionalInt maxLength = optionalInteger(Field.MAX_LENGTH);
        OptionalInt maxPairs = optionalInteger(Field.MAX_PAIRS);
        Optional<Path> template = path(Field.CHAT_TEMPLATE);
        Optional<TruncationMode> mode = choice(Field.TRUNCATION_MODE, TruncationMode.class);
        OptionalInt maxPrompt = optionalInteger(Field.MAX_PROMPT_LENGTH);
        return built(() -> new DataConfig(
                data,
                evalData,
                ColumnMapping.pair(text(Field.PROMPT), text(Field.CHOSEN), text(Field.REJECTED)),
                extraction.orElseThrow(),
                heldOut,
                splitSeed,
                maxLength,
                Boolean.parseBoolean(values.text(Field.SCORE_USER_TURNS)),
                Boolean.parseBoolean(values.text(Field.SKIP_INVALID)),
                maxPairs,
                template,
                mode.orElseThrow(),
                maxPrompt,
                lines(Field.EXCLUDE)));
    }

    private Optional<LossConfig> loss() {
        Optional<Method> method = choice(Field.LOSS_TYPE, Method.class);
        double beta = number(Field.BETA, 0.1);
        double smoothing = method.filter(m -> m == Method.CDPO).isPresent() ? number(Field.LABEL_SMOOTHING, 0.1) : 0;
        Optional<IpoNormalisation> normalisation = method.filter(m -> m == Method.IPO)
                .map(_ -> choice(Field.IPO_NORMALISATION, IpoNormalisation.class))
                .orElse(Optional.of(FormDefaults.UNUSED_LOSS.ipoNormalisation()));
        if (method.filter(m -> m == Method.CDPO).isPresent()
                && smoothing == 0
                && !errors.containsKey(Field.LABEL_SMOOTHING)) {
            errors.put(Field.LABEL_SMOOTHING, Messages.text("newrun.error.cdpo"));
        }
        return built(() -> new LossConfig(method.orElseThrow().loss(), beta, smoothing, normalisation.orElseThrow()));
    }

    private Optional<OptimizerConfig> optimizer() {
        Optional<Optim> optim = choice(Field.OPTIM, Optim.class);
        Optional<LrScheduler> scheduler = choice(Field.LR_SCHEDULER_TYPE, LrScheduler.class);
        double rate = number(Field.LEARNING_RATE, 1e-6);
        double warmup = number(Field.WARMUP_STEPS, 0);
        double decay = number(Field.WEIGHT_DECAY, 0);
        double norm = number(Field.MAX_GRAD_NORM, 1);
        boolean adam = optim.filter(o -> o == Optim.ADAMW).isPresent();
        OptimizerConfig usual = OptimizerConfig.adamw(1e-6);
        double beta1 = adam ? number(Field.ADAM_BETA1, usual.adamBeta1()) : usual.adamBeta1();
        double beta2 = adam ? number(Field.ADAM_BETA2, usual.adamBeta2()) : usual.adamBeta2();
        double epsilon = adam ? number(Field.ADAM_EPSILON, usual.adamEpsilon()) : usual.adamEpsilon();
        return built(() -> new OptimizerConfig(
                optim.orElseThrow(), rate, scheduler.orElseThrow(), warmup, decay, norm, beta1, beta2, epsilon));
    }

    private Optional<BatchConfig> batch() {
        int pairs = integer(Field.PER_DEVICE_TRAIN_BATCH_SIZE, 1);
        int accumulation = integer(Field.GRADIENT_ACCUMULATION_STEPS, 1);
        double epochs = number(Field.NUM_TRAIN_EPOCHS, 1);
        OptionalInt maxSteps = optionalInteger(Field.MAX_STEPS);
        Optional<Sampling> sampling = choice(Field.TRAIN_SAMPLING_STRATEGY, Sampling.class);
        long seed = firstSeed();
        int tokens = integer(Field.MAX_TOKENS_PER_MICRO_BATCH, BatchConfig.DEFAULT_TOKENS_PER_MICRO_BATCH);
        return built(
                () -> new BatchConfig(pairs, accumulation, epochs, maxSteps, sampling.orElseThrow(), seed, tokens));
    }

    private Optional<EvaluationConfig> evaluation() {
        double steps = number(Field.EVAL_STEPS, 0);
        int prompts = integer(Field.SAMPLE_PROMPTS, 0);
        int tokens = integer(Field.SAMPLE_MAX_NEW_TOKENS, 64);
        double temperature = number(Field.SAMPLE_TEMPERATURE, 0);
        return built(() -> new EvaluationConfig(steps, prompts, tokens, temperature));
    }

    private Optional<CheckpointConfig> checkpoint() {
        double steps = number(Field.SAVE_STEPS, 0);
        OptionalInt limit = optionalInteger(Field.SAVE_TOTAL_LIMIT);
        return built(() -> new CheckpointConfig(steps, limit));
    }

    private Optional<DeviceConfig> device() {
        Optional<Device> device = choice(Field.DEVICE, Device.class);
        int threads = integer(Field.THREADS, 0);
        return built(() -> new DeviceConfig(device.orElseThrow(), threads));
    }

    /// A record, where nothing is wrong with it; a text that is none of its kind has been told already.
    private <T> Optional<T> built(Supplier<T> record) {
        try {
            return Optional.of(record.get());
        } catch (UserError e) {
            e.problems().forEach(this::tell);
        } catch (NoSuchElementException e) {
            if (errors.isEmpty()) {
                throw e;
            }
        }
        return Optional.empty();
    }

    private void tell(String problem) {
        String sentence = problem.replaceFirst("^\\w+: ", "");
        fieldOf(problem).ifPresentOrElse(field -> errors.putIfAbsent(field, sentence), () -> others.add(sentence));
    }

    private List<String> lines(Field field) {
        return values.text(field)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .distinct()
                .toList();
    }

    private Optional<String> text(Field field) {
        return Optional.of(values.text(field).strip()).filter(t -> !t.isEmpty());
    }

    private Optional<Path> path(Field field) {
        return paths(field).stream().findFirst();
    }

    private List<Path> paths(Field field) {
        try {
            return FormValues.paths(values.text(field), project);
        } catch (InvalidPathException e) {
            errors.put(field, Messages.text("newrun.error.path", e.getMessage()));
            return List.of();
        }
    }

    private <E extends Enum<E> & Named> Optional<E> choice(Field field, Class<E> type) {
        try {
            return Optional.of(Named.of(type, field.key(), values.text(field).strip()));
        } catch (UserError e) {
            errors.put(field, e.getMessage());
            return Optional.empty();
        }
    }

    private double number(Field field, double otherwise) {
        String text = values.text(field).strip();
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            errors.put(field, Messages.text("newrun.error.number", text));
            return otherwise;
        }
    }

    /// The field may hold several; a run has one.
    private long firstSeed() {
        String list = values.text(Field.SEED);
        try {
            return Long.parseLong(ValueList.of(list, true).getFirst());
        } catch (NumberFormatException _) {
            errors.put(Field.SEED, Messages.text("newrun.error.seeds", list.strip()));
        } catch (UserError e) {
            errors.put(Field.SEED, e.getMessage());
        }
        return 0;
    }

    private int integer(Field field, int otherwise) {
        long value = whole(field, otherwise);
        if (value != (int) value) {
            errors.put(field, Messages.text("newrun.error.tooLarge", Integer.toString(Integer.MAX_VALUE)));
            return otherwise;
        }
        return (int) value;
    }

    private long whole(Field field, long otherwise) {
        String text = values.text(field).strip();
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            errors.put(field, Messages.text("newrun.error.whole", text));
            return otherwise;
        }
    }

    private OptionalInt optionalInteger(Field field) {
        return values.text(field).isBlank() ? OptionalInt.empty() : OptionalInt.of(integer(field, 2));
    }
}
