package org.dpoworkbench.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dpoworkbench.engine.config.BatchConfig;
import org.dpoworkbench.engine.config.BuiltInTemplate;
import org.dpoworkbench.engine.config.CheckpointConfig;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.config.DeviceConfig;
import org.dpoworkbench.engine.config.EvalSet;
import org.dpoworkbench.engine.config.EvaluationConfig;
import org.dpoworkbench.engine.config.FrozenDtype;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LoraConfig;
import org.dpoworkbench.engine.config.LossConfig;
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
import org.junit.jupiter.api.Test;

/// The command line is read back by the real one.
class TrainCommandLineTest {
    @Property(tries = 300)
    void theCommandLineReadBackMakesTheSameRun(@ForAll("configs") RunConfig config) {
        Cli cli = new Cli();
        List<String> line = new ArrayList<>(TrainCommandLine.arguments(config));
        line.addAll(List.of("--output", Path.of("no-such-folder", "run").toString()));
        cli.rooms.writeNothing = true;
        assertThat(cli.run(line.toArray(String[]::new))).as(cli.err()).isEqualTo(ExitCode.FINISHED);
        assertThat(cli.rooms.started).containsExactly(config);
    }

    @Test
    void whatIsAtItsDefaultIsLeftOut() {
        RunConfig defaults = TrainOptions.defaults(Path.of("/m"), List.of(Path.of("/a"), Path.of("/b")));
        assertThat(TrainCommandLine.of(defaults)).isEqualTo("./dpo train --model /m --data /a --data /b");
        assertThat(TrainCommandLine.of(TrainOptions.fineTuningDefaults(Path.of("/m"), List.of(Path.of("/a")))))
                .isEqualTo("./dpo sft --model /m --data /a");
    }

    @Test
    void numbersAreWrittenAsPeopleWriteThem() {
        RunConfig defaults = TrainOptions.defaults(Path.of("/m"), List.of(Path.of("/a")));
        RunConfig config = new RunConfig(
                Objective.DPO,
                defaults.model(),
                defaults.lora(),
                defaults.data(),
                new LossConfig(LossType.IPO, 0.05, 0, IpoNormalisation.SUM),
                OptimizerConfig.adamw(5e-7),
                defaults.batch(),
                defaults.evaluation(),
                defaults.checkpoint(),
                defaults.memory(),
                defaults.device());
        assertThat(TrainCommandLine.of(config))
                .isEqualTo("./dpo train --model /m --data /a --loss-type ipo --beta 0.05 --ipo-normalisation sum"
                        + " --learning-rate 5e-7");
    }

    @Property(tries = 40)
    void aShellReadsTheLineAsTheArgumentsThatItWasMadeOf(@ForAll("configs") RunConfig config)
            throws IOException, InterruptedException {
        assumeThat(File.separatorChar).as("a POSIX shell").isEqualTo('/');
        Process shell = new ProcessBuilder(
                        "sh", "-c", TrainCommandLine.of(config).replaceFirst("^\\./dpo", "printf '%s\\\\n'"))
                .start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        assertThat(said.lines()).containsExactlyElementsOf(TrainCommandLine.arguments(config));
    }

    @Test
    void theHelpOfASettingIsItsOptions() {
        assertThat(TrainOptions.help("beta"))
                .isEqualTo("Strength of the pull towards the reference, above 0 (default: 0.1).");
        assertThat(TrainOptions.help("optim"))
                .startsWith("Optimiser: adamw_torch, adamw_8bit, paged_adamw_32bit, paged_adamw_8bit, rmsprop (default:"
                        + " adamw_torch).");
    }

    private static Arbitrary<DeviceConfig> devices() {
        Arbitrary<DeviceConfig> processors = Combinators.combine(
                        Arbitraries.of(Device.AUTO, Device.CPU),
                        Arbitraries.integers().between(0, 64))
                .as(DeviceConfig::new);
        Arbitrary<DeviceConfig> cards = Combinators.combine(
                        Arbitraries.of("1", "GPU-a0a1a2a3").optional(), Arbitraries.of(0, 1, 2))
                .as((gpu, type) -> new DeviceConfig(Device.CUDA, 0, gpu, type == 1, type == 2));
        return Arbitraries.oneOf(processors, cards);
    }

    @Provide
    Arbitrary<RunConfig> configs() {
        return Arbitraries.of(Objective.values())
                .flatMap(objective -> Combinators.combine(
                                models(objective),
                                data(),
                                objective == Objective.SFT
                                        ? Arbitraries.just(
                                                new LossConfig(LossType.SIGMOID, 0.1, 0, IpoNormalisation.MEAN))
                                        : losses(),
                                optimizers(),
                                batches(),
                                evaluations(),
                                Combinators.combine(steps(), optionalInt()).as(CheckpointConfig::new),
                                devices())
                        .as((model, files, loss, optimizer, batch, evaluation, checkpoint, device) -> new RunConfig(
                                objective,
                                model,
                                Optional.empty(),
                                files,
                                loss,
                                isFor(optimizer.optim(), device) ? optimizer : optimizer.with(Optim.ADAMW),
                                batch,
                                evaluation,
                                checkpoint,
                                MemoryConfig.USUAL,
                                device)))
                .flatMap(config -> Combinators.combine(
                                loras().optional(), Arbitraries.of(true, false), Arbitraries.of(FrozenDtype.class))
                        .as((lora, checkpointing, dtype) -> config.withLora(lora)
                                .withMemory(new MemoryConfig(
                                        checkpointing,
                                        isFor(dtype, lora.isPresent(), config) ? dtype : FrozenDtype.FLOAT32))));
    }

    private static boolean isFor(Optim optim, DeviceConfig device) {
        return !optim.isPaged() || device.device() == Device.CUDA;
    }

    private static boolean isFor(FrozenDtype dtype, boolean adapter, RunConfig config) {
        return switch (dtype) {
            case FLOAT32 -> true;
            case BFLOAT16 -> adapter || !config.model().startsFromReference();
            case NF4 -> adapter && config.device().device() != Device.ND4J_CUDA;
        };
    }

    private static Arbitrary<LoraConfig> loras() {
        Arbitrary<TargetModules> targets = Arbitraries.of(
                new TargetModules.AllLinear(),
                new TargetModules.Named(List.of("q_proj")),
                new TargetModules.Named(List.of("self_attn.q_proj", "c_attn")),
                new TargetModules.Matching(".*\\.(q|v)_proj"));
        Arbitrary<Double> alpha = Arbitraries.doubles().between(0.01, 512);
        Arbitrary<Double> dropout = Arbitraries.doubles().between(0, 0.99);
        return Arbitraries.oneOf(
                Combinators.combine(positive(), alpha, dropout, targets.optional(), Arbitraries.of(true, false))
                        .as(LoraConfig::fresh),
                Combinators.combine(
                                optionalInt(),
                                alpha.optional(),
                                dropout.optional(),
                                targets.optional(),
                                Arbitraries.of(Optional.<Boolean>empty(), Optional.of(true)),
                                paths())
                        .as((r, a, d, t, rslora, adapter) -> new LoraConfig(
                                r,
                                a.map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                                d.map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                                t,
                                rslora,
                                Optional.of(adapter))));
    }

    private static Arbitrary<EvaluationConfig> evaluations() {
        Arbitrary<SamplingConfig> sampling = Combinators.combine(
                        positive(),
                        Arbitraries.of(0.0, 0.7, 1.0),
                        Arbitraries.integers().between(0, 99),
                        Arbitraries.doubles().between(0.01, 1),
                        Arbitraries.doubles().between(0, 0.99),
                        Arbitraries.doubles().between(0.1, 3),
                        words().list().ofMaxSize(2))
                .as((tokens, temperature, topK, topP, minP, penalty, stop) -> new SamplingConfig(
                        tokens,
                        temperature,
                        temperature == 0 ? 0 : topK,
                        temperature == 0 ? 1 : topP,
                        temperature == 0 ? 0 : minP,
                        penalty,
                        stop));
        return Combinators.combine(
                        steps(),
                        Arbitraries.integers().between(0, 99),
                        Arbitraries.integers().between(1, 9),
                        sampling,
                        Arbitraries.of(0, 2, 64))
                .as((steps, prompts, count, how, kl) ->
                        new EvaluationConfig(steps, prompts, prompts == 0 ? 1 : count, how, prompts == 0 ? 0 : kl));
    }

    private static Arbitrary<TemplateChoice> templates() {
        return Arbitraries.oneOf(
                paths().map(TemplateChoice.InFile::new),
                Arbitraries.of(BuiltInTemplate.class).map(TemplateChoice.BuiltIn::new));
    }

    private static Arbitrary<ModelConfig> models(Objective objective) {
        Arbitrary<Optional<Path>> reference =
                objective == Objective.SFT ? Arbitraries.just(Optional.empty()) : paths().optional();
        return Combinators.combine(paths(), reference, Arbitraries.of(SaveDtype.class))
                .as(ModelConfig::new);
    }

    private static Arbitrary<DataConfig> data() {
        Arbitrary<ColumnMapping> columns = Combinators.combine(
                        words().optional(), words().optional(), words().optional())
                .as(ColumnMapping::pair);
        Arbitrary<TruncationMode> modes = Arbitraries.of(TruncationMode.class);
        return Combinators.combine(
                        Combinators.combine(
                                        paths().list().ofMinSize(1).ofMaxSize(3),
                                        paths().list().ofMaxSize(2),
                                        evalSets(),
                                        columns,
                                        Arbitraries.of(PromptExtraction.class),
                                        temperature(),
                                        Arbitraries.longs())
                                .as((data, eval, sets, mapping, extraction, heldOut, seed) -> new DataConfig(
                                        data,
                                        eval,
                                        sets,
                                        mapping,
                                        extraction,
                                        heldOut,
                                        seed,
                                        OptionalInt.empty(),
                                        false,
                                        false,
                                        OptionalInt.empty(),
                                        Optional.empty(),
                                        TruncationMode.KEEP_START,
                                        OptionalInt.empty(),
                                        List.of())),
                        optionalInt(),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        optionalInt(),
                        templates().optional(),
                        modes,
                        Combinators.combine(optionalInt(), ids()).as(Map::entry))
                .as((some, maxLength, userTurns, skip, maxPairs, template, mode, last) -> new DataConfig(
                        some.data(),
                        some.evalData(),
                        some.evalSets(),
                        some.columns(),
                        some.promptExtraction(),
                        some.heldOut(),
                        some.splitSeed(),
                        maxLength,
                        userTurns,
                        skip,
                        maxPairs,
                        template,
                        mode,
                        mode == TruncationMode.ORIGINAL ? last.getKey() : OptionalInt.empty(),
                        last.getValue()));
    }

    private static Arbitrary<List<EvalSet>> evalSets() {
        Arbitrary<String> names = Arbitraries.of("near", "out-of-distribution", "h4_eval", "A1");
        return Combinators.combine(names, paths().list().ofMinSize(1).ofMaxSize(2))
                .as(EvalSet::new)
                .list()
                .ofMaxSize(2)
                .filter(sets -> sets.stream().map(EvalSet::name).distinct().count() == sets.size());
    }

    private static Arbitrary<List<String>> ids() {
        return Arbitraries.strings()
                .withChars("0123456789abcdef")
                .ofLength(16)
                .list()
                .ofMaxSize(3)
                .uniqueElements();
    }

    private static Arbitrary<LossConfig> losses() {
        Arbitrary<Double> beta = Arbitraries.doubles().between(1e-6, 1e6).ofScale(9);
        return Combinators.combine(
                        Arbitraries.of(LossType.SIGMOID, LossType.HINGE, LossType.IPO),
                        beta,
                        Arbitraries.doubles().between(0, 0.49),
                        Arbitraries.of(IpoNormalisation.class))
                .as((type, b, smoothing, normalisation) -> new LossConfig(
                        type,
                        b,
                        type == LossType.SIGMOID ? smoothing : 0,
                        type == LossType.IPO ? normalisation : IpoNormalisation.MEAN));
    }

    private static Arbitrary<OptimizerConfig> optimizers() {
        return Combinators.combine(
                        Arbitraries.of(Optim.class),
                        Arbitraries.doubles().between(1e-9, 1).ofScale(12),
                        Arbitraries.of(LrScheduler.class),
                        steps(),
                        Arbitraries.doubles().between(0, 0.9),
                        Arbitraries.doubles().between(0, 100),
                        Arbitraries.doubles().between(0, 0.99),
                        Arbitraries.doubles().between(1e-12, 0.1).ofScale(14))
                .as((optim, rate, scheduler, warmup, decay, norm, moment, epsilon) -> new OptimizerConfig(
                        optim,
                        rate,
                        scheduler,
                        scheduler == LrScheduler.CONSTANT ? 0 : warmup,
                        decay,
                        norm,
                        optim.isAdamW() ? moment : 0.9,
                        optim.isAdamW() ? moment / 2 : 0.999,
                        optim.isAdamW() ? epsilon : 1e-8));
    }

    private static Arbitrary<BatchConfig> batches() {
        return Combinators.combine(
                        positive(),
                        positive(),
                        Arbitraries.doubles().between(0.01, 100),
                        optionalInt(),
                        Arbitraries.of(Sampling.class),
                        Arbitraries.longs(),
                        Arbitraries.integers().between(2, 1 << 20))
                .as(BatchConfig::new);
    }

    private static Arbitrary<Double> steps() {
        return Arbitraries.oneOf(
                Arbitraries.doubles().between(0, 0.99),
                Arbitraries.integers().between(1, 100_000).map(Integer::doubleValue));
    }

    private static Arbitrary<Double> temperature() {
        return Arbitraries.doubles().between(0, 2);
    }

    private static Arbitrary<Integer> positive() {
        return Arbitraries.integers().between(1, 4096);
    }

    private static Arbitrary<OptionalInt> optionalInt() {
        return Arbitraries.integers()
                .between(2, 1_000_000)
                .map(OptionalInt::of)
                .injectNull(0.3)
                .map(value -> value == null ? OptionalInt.empty() : value);
    }

    /// Names of fields. One that is an option's name, such as `-h`, no command line can say.
    private static Arbitrary<String> words() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars(" '\"$\\@-_é;&*!#")
                .ofMinLength(1)
                .ofMaxLength(8)
                .filter(word -> !word.startsWith("-"));
    }

    private static Arbitrary<Path> paths() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars(" '\"$@-_é;&*!#")
                .ofMinLength(1)
                .ofMaxLength(8)
                .map(name -> Path.of("folder").resolve(name).toAbsolutePath().normalize());
    }
}
