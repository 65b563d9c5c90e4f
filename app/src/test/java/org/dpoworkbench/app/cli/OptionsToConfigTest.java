package org.dpoworkbench.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import org.dpoworkbench.engine.config.RunConfigFile;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.config.SamplingConfig;
import org.dpoworkbench.engine.config.SaveDtype;
import org.dpoworkbench.engine.config.TargetModules;
import org.dpoworkbench.engine.config.TemplateChoice;
import org.dpoworkbench.engine.config.TruncationMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsToConfigTest {
    private final Cli cli = new Cli();

    @TempDir
    private Path temp;

    private Path run() {
        return temp.resolve("run");
    }

    private RunConfig configOf(String command, String options) {
        List<String> line = new ArrayList<>(List.of(command, "--output", run().toString()));
        line.addAll(List.of(options.split(" ")));
        assertThat(cli.run(line.toArray(String[]::new))).as(cli.err()).isEqualTo(ExitCode.FINISHED);
        return cli.rooms.started.getLast();
    }

    @Test
    void theDefaultsAreTrls() {
        // trl.DPOConfig 1.16 and transformers.TrainingArguments 5, as listed in SEMANTICS, "Defaults"
        RunConfig config = configOf("train", "--model /m --data /d");

        assertThat(config)
                .isEqualTo(new RunConfig(
                        Objective.DPO,
                        new ModelConfig(Path.of("/m"), Optional.empty(), SaveDtype.FLOAT32),
                        Optional.empty(),
                        DataConfig.of(List.of(Path.of("/d"))),
                        new LossConfig(LossType.SIGMOID, 0.1, 0, IpoNormalisation.MEAN),
                        new OptimizerConfig(Optim.ADAMW, 1e-6, LrScheduler.LINEAR, 0, 0, 1.0, 0.9, 0.999, 1e-8),
                        new BatchConfig(8, 1, 3, OptionalInt.empty(), Sampling.RANDOM, 42, 2048),
                        EvaluationConfig.of(0, 0, 64, 0),
                        new CheckpointConfig(500, OptionalInt.empty()),
                        MemoryConfig.USUAL,
                        new DeviceConfig(Device.AUTO, 0)));
    }

    @Test
    void everyOptionReachesTheConfigurationAndItsFile() throws IOException {
        RunConfig config = configOf(
                "train",
                "--model /m --reference /r --save-dtype bfloat16 --data /a --data /b --eval-data far=/f --eval-data /e --eval-data far=/a=b/g --held-out 0.2"
                        + " --split-seed 7 --prompt p --chosen c --rejected r --prompt-extraction marker"
                        + " --max-length 128 --score-user-turns --skip-invalid --max-pairs 99 --chat-template /t"
                        + " --truncation-mode original --max-prompt-length 50 --exclude 00c0ffee00c0ffee"
                        + " --exclude 0123456789abcdef --loss-type ipo"
                        + " --beta 0.2 --ipo-normalisation sum --optim adamw_torch --learning-rate 1e-5"
                        + " --lr-scheduler-type cosine --warmup-steps 0.1 --weight-decay 0.01 --max-grad-norm 10"
                        + " --adam-beta1 0.8 --adam-beta2 0.99 --adam-epsilon 1e-6 --per-device-train-batch-size 4"
                        + " --gradient-accumulation-steps 2 --num-train-epochs 0.5 --max-steps 60"
                        + " --train-sampling-strategy group_by_length --seed 1 --max-tokens-per-micro-batch 512"
                        + " --eval-steps 0.1 --sample-prompts 8 --sample-max-new-tokens 32 --sample-temperature 0.7"
                        + " --samples-per-prompt 3 --sample-top-k 50 --sample-top-p 0.9 --sample-min-p 0.05"
                        + " --sample-repetition-penalty 1.2 --sample-stop A: --sample-stop # --kl-prompts 16"
                        + " --save-steps 50 --save-total-limit 2 --device cpu --threads 2 --use-peft --lora-r 4 --lora-alpha 8"
                        + " --lora-dropout 0.1 --lora-target-modules q_proj,v_proj --use-rslora"
                        + " --gradient-checkpointing --frozen-dtype bfloat16");

        assertThat(config)
                .isEqualTo(new RunConfig(
                        Objective.DPO,
                        new ModelConfig(Path.of("/m"), Optional.of(Path.of("/r")), SaveDtype.BFLOAT16),
                        Optional.of(LoraConfig.fresh(
                                4, 8, 0.1, Optional.of(new TargetModules.Named(List.of("q_proj", "v_proj"))), true)),
                        new DataConfig(
                                List.of(Path.of("/a"), Path.of("/b")),
                                List.of(Path.of("/e")),
                                List.of(new EvalSet("far", List.of(Path.of("/f"), Path.of("/a=b/g")))),
                                ColumnMapping.pair(Optional.of("p"), Optional.of("c"), Optional.of("r")),
                                PromptExtraction.MARKER,
                                0.2,
                                7,
                                OptionalInt.of(128),
                                true,
                                true,
                                OptionalInt.of(99),
                                Optional.of(new TemplateChoice.InFile(Path.of("/t"))),
                                TruncationMode.ORIGINAL,
                                OptionalInt.of(50),
                                List.of("00c0ffee00c0ffee", "0123456789abcdef")),
                        new LossConfig(LossType.IPO, 0.2, 0, IpoNormalisation.SUM),
                        new OptimizerConfig(Optim.ADAMW, 1e-5, LrScheduler.COSINE, 0.1, 0.01, 10, 0.8, 0.99, 1e-6),
                        new BatchConfig(4, 2, 0.5, OptionalInt.of(60), Sampling.GROUP_BY_LENGTH, 1, 512),
                        new EvaluationConfig(
                                0.1, 8, 3, new SamplingConfig(32, 0.7, 50, 0.9, 0.05, 1.2, List.of("A:", "#")), 16),
                        new CheckpointConfig(50, OptionalInt.of(2)),
                        new MemoryConfig(true, FrozenDtype.BFLOAT16),
                        new DeviceConfig(Device.CPU, 2)));
        assertThat(RunConfigFile.read(run().resolve("config.yaml"))).isEqualTo(config);
    }

    @Test
    void anAdapterHasTrlsDefaults() {
        // trl.ModelConfig 1.16
        assertThat(configOf("train", "--model /m --data /d --use-peft").lora())
                .hasValue(LoraConfig.fresh(16, 32, 0.05, Optional.empty(), false));
    }

    @Test
    void anAdapterToStartFromSaysItsSettingsItself() {
        assertThat(configOf("sft", "--model /m --data /d --adapter /a").lora())
                .hasValue(LoraConfig.from(Path.of("/a")));
    }

    @Test
    void whatIsSaidBesideAnAdapterIsKept() {
        assertThat(configOf("train", "--model /m --data /d --use-peft --adapter /a --lora-r 4 --lora-dropout 0")
                        .lora())
                .hasValue(new LoraConfig(
                        OptionalInt.of(4),
                        OptionalDouble.empty(),
                        OptionalDouble.of(0),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Path.of("/a"))));
    }

    @Test
    void targetsAreNamesOrAPatternOrAllLinear() {
        Map<String, TargetModules> meant = Map.of(
                "c_attn", new TargetModules.Named(List.of("c_attn")),
                "q_proj,mlp.up_proj", new TargetModules.Named(List.of("q_proj", "mlp.up_proj")),
                "all-linear", new TargetModules.AllLinear(),
                ".*\\.[qv]_proj", new TargetModules.Matching(".*\\.[qv]_proj"));
        meant.forEach((word, targets) -> assertThat(TargetModules.of(word)).isEqualTo(targets));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--lora-r 8 | --lora-r is not used where all weights are trained; give --use-peft",
                "--lora-alpha 8 | --lora-alpha is not used",
                "--lora-dropout 0 | --lora-dropout is not used",
                "--lora-target-modules q | --lora-target-modules is not used",
                "--use-rslora | --use-rslora is not used",
                "--use-peft --lora-r 0 | --lora-r must be >= 1, is 0",
                "--use-peft --lora-alpha -1 | --lora-alpha must be a number above 0, is -1.0",
                "--use-peft --lora-dropout 1 | --lora-dropout must be in [0, 1), is 1.0",
                "--use-peft --lora-target-modules , | --lora-target-modules names no module",
                "--use-peft --lora-target-modules (q | --lora-target-modules is no regular expression",
                "--frozen-dtype bfloat16 | --frozen-dtype bfloat16 is not used here: every weight is trained",
                "--frozen-dtype float16 | 'float16' is none of: float32, bfloat16, nf4",
                "--frozen-dtype nf4 | --frozen-dtype nf4 is for the base of an adapter",
                "--frozen-dtype nf4 --use-peft --device nd4j-cuda | ND4J has no such weights"
            })
    void whatAnAdapterCannotBeIsToldInTheOptionsWords(String options, String said) {
        List<String> line = new ArrayList<>(List.of("train", "--model", "/m", "--data", "/d"));
        line.addAll(List.of(options.split(" ", -1)));
        assertThat(cli.run(line.toArray(String[]::new))).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(cli.err()).contains(said);
    }

    @Test
    void excludedPairsMayStandInAFile() throws IOException {
        Path ids = temp.resolve("ids.txt");
        Files.writeString(ids, "00c0ffee00c0ffee\n\n0123456789abcdef\n");

        assertThat(configOf("train", "--model /m --data /d --exclude 0123456789abcdef --exclude " + ids)
                        .data()
                        .exclude())
                .containsExactly("0123456789abcdef", "00c0ffee00c0ffee");
    }

    @Test
    void aFileOfExclusionsThatHoldsSomethingElseIsNamedWithTheLine() throws IOException {
        Path ids = temp.resolve("ids.txt");
        Files.writeString(ids, "00c0ffee00c0ffee\nline 2\n");

        assertThat(cli.run("train", "--model", "/m", "--data", "/d", "--exclude", ids.toString()))
                .isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(cli.err()).contains(ids + ", line 2: \"line 2\" is no pair's id");
    }

    @Test
    void fineTuningHasNoLossOptions() {
        assertThat(configOf("sft", "--model /m --data /d --optim rmsprop").objective())
                .isEqualTo(Objective.SFT);
        assertThat(cli.run("sft", "--model", "/m", "--data", "/d", "--beta", "0.1"))
                .isEqualTo(ExitCode.WRONG_INPUT);
    }

    @Test
    void pathsDoNotDependOnTheCurrentFolder() {
        RunConfig config = configOf("train", "--model m/../model --data d --reference r");

        assertThat(config.model().model())
                .isEqualTo(Path.of("model").toAbsolutePath())
                .isAbsolute();
        assertThat(config.model().reference().orElseThrow()).isAbsolute();
        assertThat(config.data().data()).allMatch(Path::isAbsolute);
    }

    @Test
    void theCommandLinesOfTheReferenceRunsAreAccepted() {
        // the DPO authors' loop: RMSprop, their warm-up, then constant
        RunConfig config = configOf(
                "train",
                "--model /m --data /d --device cpu --loss-type sigmoid --max-steps 60 --per-device-train-batch-size 4"
                        + " --train-sampling-strategy sequential --weight-decay 0.0 --max-length 128 --beta 0.1"
                        + " --optim rmsprop --learning-rate 0.001 --max-grad-norm 10.0 --lr-scheduler-type original"
                        + " --warmup-steps 10 --gradient-accumulation-steps 1 --label-smoothing 0.1");

        assertThat(config.optimizer().lrSchedulerType()).isEqualTo(LrScheduler.ORIGINAL);
        assertThat(config.loss().labelSmoothing()).isEqualTo(0.1);
    }
}
