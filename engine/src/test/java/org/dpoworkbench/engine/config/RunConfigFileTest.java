package org.dpoworkbench.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunConfigFileTest {
    @TempDir
    Path path;

    /// No value is its type's zero, so that none that is forgotten comes back equal.
    private static RunConfig full() {
        return new RunConfig(
                Objective.SFT,
                new ModelConfig(Path.of("models/a b"), Optional.of(Path.of("../reference")), SaveDtype.BFLOAT16),
                Optional.of(new LoraConfig(
                        OptionalInt.of(4),
                        OptionalDouble.of(8),
                        OptionalDouble.of(0.1),
                        Optional.of(new TargetModules.Named(List.of("q_proj", "v_proj"))),
                        Optional.of(true),
                        Optional.of(Path.of("adapters/a")))),
                new DataConfig(
                        List.of(Path.of("a.jsonl"), Path.of("b: c.jsonl")),
                        List.of(Path.of("eval.jsonl")),
                        List.of(new EvalSet("out", List.of(Path.of("far.jsonl"), Path.of("b: d.jsonl")))),
                        ColumnMapping.pair(Optional.of("p"), Optional.of("yes"), Optional.of("r")),
                        PromptExtraction.COMMON_PREFIX,
                        0.1,
                        -7,
                        OptionalInt.of(77),
                        true,
                        true,
                        OptionalInt.of(5),
                        Optional.of(new TemplateChoice.InFile(Path.of("t.jinja"))),
                        TruncationMode.ORIGINAL,
                        OptionalInt.of(33),
                        List.of("00c0ffee00c0ffee")),
                new LossConfig(LossType.SIGMOID, 0.3, 0.2, IpoNormalisation.SUM),
                new OptimizerConfig(Optim.RMSPROP, 1e-7, LrScheduler.COSINE, 0.1, 0.01, 10, 0.8, 0.99, 1e-6),
                new BatchConfig(3, 2, 1.5, OptionalInt.of(9), Sampling.GROUP_BY_LENGTH, Long.MIN_VALUE, 100),
                new EvaluationConfig(
                        0.25, 4, 3, new SamplingConfig(8, 0.7, 50, 0.9, 0.05, 1.2, List.of("\n\nHuman:", "#")), 2),
                new CheckpointConfig(20, OptionalInt.of(2)),
                new MemoryConfig(true, FrozenDtype.BFLOAT16),
                new DeviceConfig(Device.CUDA, 4, Optional.of("GPU-a0a1a2a3"), true, false));
    }

    private static RunConfig sparse() {
        return new RunConfig(
                Objective.DPO,
                new ModelConfig(Path.of("/models/m"), Optional.empty(), SaveDtype.FLOAT32),
                Optional.empty(),
                DataConfig.of(List.of(Path.of("/data/d.jsonl"))),
                new LossConfig(LossType.IPO, 0.1, 0, IpoNormalisation.MEAN),
                OptimizerConfig.adamw(1e-6),
                new BatchConfig(8, 1, 3, OptionalInt.empty(), Sampling.RANDOM, 42, 2048),
                EvaluationConfig.of(0, 0, 16, 0),
                new CheckpointConfig(0, OptionalInt.empty()),
                MemoryConfig.USUAL,
                new DeviceConfig(Device.AUTO, 0));
    }

    @Test
    void everySettingComesBackAsItWas() throws IOException {
        for (RunConfig config : List.of(full(), sparse())) {
            Path file = path.resolve("config.yaml");
            RunConfigFile.write(config, file);
            assertThat(RunConfigFile.read(file)).isEqualTo(config);
        }
    }

    @Test
    void everySettingIsWrittenOutUnderItsSnakeCaseName() throws IOException {
        String text = written(sparse());
        List<String> missing = new ArrayList<>();
        for (RecordComponent block : RunConfig.class.getRecordComponents()) {
            if (!block.getType().isRecord()) {
                continue;
            }
            for (RecordComponent setting : settings(block)) {
                String name = setting.getName().replaceAll("([A-Z0-9]+)", "_$1").toLowerCase(Locale.ROOT);
                name = name.equals("loss_types") ? "loss_type" : name; // TRL's, which is one or a list
                if (!text.contains("  " + name + ":") && !text.contains("  " + name.replaceAll("_(\\d)", "$1") + ":")) {
                    missing.add(name);
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(text)
                .contains("per_device_train_batch_size: 8", "lr_scheduler_type: \"linear\"", "optim: \"adamw_torch\"");
    }

    /// A block's settings, those of blocks in it included.
    private static List<RecordComponent> settings(RecordComponent block) {
        return Arrays.stream(block.getType().getRecordComponents())
                .flatMap(setting -> setting.getType().isRecord()
                        ? Stream.concat(Stream.of(setting), settings(setting).stream())
                        : Stream.of(setting))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "beta: 0.1 | 'beta: 0.1\n  betta: 0.2' | 'loss.betta: there is no such setting' | label_smoothing",
                "beta: 0.1 | 'beta: \"strong\"' | loss.beta | line",
                "seed: 42 | 'seed: 1.5' | batch.seed | line",
                "seed: 42 | 'seed: null' | batch.seed | line",
                "loss_type: \"ipo\" | 'loss_type: \"ippo\"' | loss.loss_type | sigmoid",
                "max_steps: null | 'max_steps: many' | batch.max_steps | line"
            })
    void aSettingThatIsNoneIsNamedWithItsPlace(String setting, String wrong, String place, String more)
            throws IOException {
        String text = written(sparse());
        assertThat(text).containsOnlyOnce("\n  " + setting);
        Path file = path.resolve("config.yaml");
        Files.writeString(file, text.replace("\n  " + setting, "\n  " + wrong));
        assertThatThrownBy(() -> RunConfigFile.read(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(place)
                .hasMessageContaining(more);
    }

    @Test
    void aSettingThatIsMissingIsNoSilentZero() throws IOException {
        Path file = path.resolve("config.yaml");
        for (String line : List.of("  seed: 42", "  save_dtype: \"float32\"", "  threads: 0", "  beta: 0.1")) {
            Files.writeString(file, written(sparse()).replace(line + "\n", ""));
            assertThatThrownBy(() -> RunConfigFile.read(file))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining(line.strip().substring(0, line.strip().indexOf(':')));
        }
    }

    @Test
    void aFileOfTheFirstVersionHasTheLaterSettingsDefaults() throws IOException {
        Path file = path.resolve("config.yaml");
        String text = written(sparse());
        String losses = "loss_weights|f_divergence_type|f_alpha_divergence_coef|ld_alpha|use_weighting|discopop_tau"
                + "|dpop_lambda|simpo_gamma|cpo_alpha|alpha|unlikelihood_alpha|desirable_weight|undesirable_weight";
        String older = text.replaceAll("\n  (chat_template|truncation_mode|max_prompt_length|exclude):[^\n]*", "")
                .replaceAll("\n  (" + losses + "):[^\n]*", "")
                .replaceAll("\nlora: null", "")
                .replaceAll("\nmemory:(\n  .*)*", "")
                .replaceAll("\n  (samples_per_prompt|kl_prompts):[^\n]*", "")
                .replaceAll("\n    (top_k|top_p|min_p|repetition_penalty|stop):[^\n]*", "")
                .replaceAll("\n  sampling:", "")
                .replaceAll("\n    (max_new_tokens|temperature):", "\n  sample_$1:");
        assertThat(older.lines().count()).isEqualTo(text.lines().count() - 29);
        assertThat(older).contains("  sample_max_new_tokens: 16\n", "  sample_temperature: 0.0\n");
        Files.writeString(file, older);

        assertThat(RunConfigFile.read(file)).isEqualTo(sparse());
    }

    @Test
    void aSumOfLossesComesBackAndASingleOneIsWrittenAsOneWord() throws IOException {
        RunConfig sum = sparse().withLoss(LossConfig.of(LossType.SIGMOID, LossType.BCO_PAIR, LossType.SFT)
                .weights(List.of(0.8, 0.2, 1.0))
                .set(LossOption.LD_ALPHA, 0.5)
                .build());
        Path file = path.resolve("config.yaml");
        RunConfigFile.write(sum, file);
        assertThat(RunConfigFile.read(file)).isEqualTo(sum);
        assertThat(written(sparse())).contains("\n  loss_type: \"ipo\"\n", "\n  loss_weights: 1.0\n");
    }

    @Test
    void targetsOfAnAdapterAreAListOfNamesOrAText() throws IOException {
        for (TargetModules targets : List.of(
                new TargetModules.Named(List.of("q_proj")),
                new TargetModules.Matching(".*\\.c_(attn|proj)"),
                new TargetModules.AllLinear())) {
            RunConfig config = sparse().withLora(Optional.of(LoraConfig.fresh(1, 2, 0, Optional.of(targets), false)));
            Path file = path.resolve("config.yaml");
            RunConfigFile.write(config, file);
            assertThat(RunConfigFile.read(file)).isEqualTo(config);
        }
        Path file = path.resolve("config.yaml");
        Files.writeString(file, Files.readString(file).replace("\"all-linear\"", "[1, 2]"));
        assertThatThrownBy(() -> RunConfigFile.read(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("lora_target_modules must be a list of names or a text, holds 1");
    }

    @Test
    void aNewAdapterHasNoSettingLeftOpen() {
        assertThatThrownBy(() -> new LoraConfig(
                        OptionalInt.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))
                .hasMessageContaining("lora_r is missing")
                .hasMessageContaining("lora_alpha is missing")
                .hasMessageContaining("lora_dropout is missing")
                .hasMessageContaining("use_rslora is missing");
    }

    @Test
    void nothingThatIsTrainedIsKeptInBfloat16() {
        MemoryConfig small = new MemoryConfig(false, FrozenDtype.BFLOAT16);
        assertThatThrownBy(() -> sparse().withMemory(small))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("0.02 - 5e-7 is 0.02");
        // Java's own rounding says the same: the upper half of a float32 is a bfloat16.
        assertThat(bfloat16(0.02f - 5e-7f)).isEqualTo(bfloat16(0.02f));
    }

    private static int bfloat16(float value) {
        int bits = Float.floatToIntBits(value);
        return (bits + 0x7fff + (bits >>> 16 & 1)) >>> 16;
    }

    @Test
    void aBuiltInTemplateIsNoFileOfThatName() throws IOException {
        Path file = path.resolve("config.yaml");
        String text = written(sparse());
        Files.writeString(file, text.replace("chat_template: null", "chat_template: zephyr"));
        assertThat(RunConfigFile.read(file).resolvedIn(path).data().chatTemplate())
                .hasValue(new TemplateChoice.BuiltIn(BuiltInTemplate.ZEPHYR));

        Files.writeString(file, text.replace("chat_template: null", "chat_template: ./zephyr"));
        assertThat(RunConfigFile.read(file).resolvedIn(path).data().chatTemplate())
                .hasValue(new TemplateChoice.InFile(path.resolve("zephyr")));
    }

    @Test
    void whatGreedySamplingDoesNotUseIsAnError() {
        assertThatThrownBy(() -> new SamplingConfig(8, 0, 50, 0.9, 0.1, 1.2, List.of()))
                .hasMessageContainingAll("top_k", "top_p", "min_p", "temperature 0");
        assertThatThrownBy(() -> new SamplingConfig(0, -1, -1, 0, 1, 0, List.of("")))
                .hasMessageContainingAll(
                        "max_new_tokens must be >= 1, is 0",
                        "temperature must be >= 0, is -1",
                        "top_k must be >= 0, is -1",
                        "top_p must be in (0, 1], is 0",
                        "min_p must be in [0, 1), is 1",
                        "repetition_penalty must be > 0, is 0",
                        "empty text");
    }

    @Test
    void impossibleValuesAreNamedWithTheFile() throws IOException {
        Path file = path.resolve("config.yaml");
        Files.writeString(
                file,
                written(sparse())
                        .replace("  beta: 0.1", "  beta: -1")
                        .replace("  label_smoothing: 0.0", "  label_smoothing: 0.7"));
        assertThatThrownBy(() -> RunConfigFile.read(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(file + ", loss: beta must be a number above 0, is -1.0")
                .hasMessageContaining(file + ", loss: label_smoothing must be in [0, 0.5), is 0.7");
    }

    @Test
    void aFileThatIsNotThereOrNoYamlIsAnError() throws IOException {
        assertThatThrownBy(() -> RunConfigFile.read(path.resolve("none.yaml")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("does not exist");
        Path broken = path.resolve("broken.yaml");
        for (String text : List.of("a: [1, 2", "", "- 1")) {
            Files.writeString(broken, text);
            assertThatThrownBy(() -> RunConfigFile.read(broken))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("broken.yaml");
        }
    }

    @Test
    void stepsAreSharesOrWholeNumbers() {
        assertThat(EvaluationConfig.of(0.5, 0, 1, 0).evalSteps()).isEqualTo(0.5);
        assertThatThrownBy(() -> EvaluationConfig.of(2.5, 0, 1, 0)).hasMessageContaining("eval_steps");
        assertThatThrownBy(() -> new CheckpointConfig(1.5, OptionalInt.empty())).hasMessageContaining("save_steps");
    }

    @Test
    void relativePathsAreTakenFromAFolderAndAbsoluteOnesStay() {
        Path folder = path.resolve("project");
        RunConfig resolved = full().resolvedIn(folder);
        assertThat(resolved.model().model()).isEqualTo(folder.resolve("models/a b"));
        assertThat(resolved.model().reference()).hasValue(path.resolve("reference"));
        assertThat(resolved.lora().orElseThrow().adapter()).hasValue(folder.resolve("adapters/a"));
        assertThat(resolved.data().data()).containsExactly(folder.resolve("a.jsonl"), folder.resolve("b: c.jsonl"));
        assertThat(resolved.data().evalData()).containsExactly(folder.resolve("eval.jsonl"));
        Path absolute = path.resolve("elsewhere/model").toAbsolutePath();
        RunConfig config = sparse();
        RunConfig there = config.withModel(new ModelConfig(absolute, Optional.empty(), SaveDtype.FLOAT32));
        assertThat(there.resolvedIn(folder).model().model()).isEqualTo(absolute);
        assertThat(resolved.resolvedIn(Path.of("/other").toAbsolutePath())).isEqualTo(resolved);
    }

    private String written(RunConfig config) throws IOException {
        Path file = path.resolve("written.yaml");
        RunConfigFile.write(config, file);
        return Files.readString(file);
    }
}
