package org.dpoworkbench.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Wrong options: exit code 2, a message that names the option, nothing started.
class BadOptionsTest {
    private final Cli cli = new Cli();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            --beta 0                                     | --beta must be a number above 0
            --beta nan                                   | '--beta': 'nan' is not a number
            --beta NaN                                   | --beta must be a number above 0
            --beta Infinity                              | --beta must be a number above 0
            --beta abc                                   | '--beta': 'abc' is not a number
            --beta -0.1                                  | --beta must be a number above 0, is -0.1
            --learning-rate -1                           | --learning-rate must be in (0, 1], is -1.0
            --learning-rate=-1e-5                        | --learning-rate must be in (0, 1]
            --learning-rate 2                            | --learning-rate must be in (0, 1]
            --loss-type nosuch                           | 'nosuch' is none of: sigmoid, hinge, ipo
            --loss-type sigmoid,nosuch                   | 'nosuch' is none of: sigmoid, hinge, ipo
            --loss-type sigmoid,kto                      | --loss-type sigmoid, kto is no sum
            --loss-type sigmoid,sigmoid                  | --loss-type names a loss twice
            --loss-type ipo --label-smoothing 0.1        | --label-smoothing is not used by --loss-type ipo
            --loss-type hinge --label-smoothing 0.1      | --label-smoothing is not used by --loss-type hinge
            --label-smoothing 0.5                        | --label-smoothing must be in [0, 0.5)
            --ipo-normalisation sum                      | --ipo-normalisation is not used by --loss-type sigmoid
            --ipo-normalisation max --loss-type ipo      | 'max' is none of: sum, mean
            --device gpu                                 | 'gpu' is none of: auto, cpu, cuda, nd4j-cuda
            --threads -1                                 | threads must be >= 0
            --device cuda --bf16 --tf32                  | bf16 and tf32 are two number types
            --device cpu --bf16                          | bf16 is for device cuda alone: the CPU computes in float32
            --tf32                                       | device auto may be the CPU, which computes in float32
            --device nd4j-cuda --bf16                    | ND4J computes in float32
            --device cpu --gpu 0                         | gpu names a card, and device cpu is none
            --lr-scheduler-type constant --warmup-steps 5 | --warmup-steps is not used by --lr-scheduler-type constant
            --lr-scheduler-type step                     | 'step' is none of: linear, cosine
            --warmup-steps 1.5                           | --warmup-steps is a share below 1 or a whole number
            --weight-decay 1                             | --weight-decay must be in [0, 1)
            --max-grad-norm -1                           | --max-grad-norm must be >= 0
            --optim sgd                                  | 'sgd' is none of: adamw_torch, adamw_8bit, paged_adamw_32bit, paged_adamw_8bit, rmsprop
            --optim rmsprop --adam-beta1 0.8             | --adam-beta1 is not used by --optim rmsprop
            --per-device-train-batch-size 0              | --per-device-train-batch-size must be >= 1
            --per-device-train-batch-size 2.5            | '2.5' is not a whole number
            --gradient-accumulation-steps 0              | --gradient-accumulation-steps must be >= 1
            --num-train-epochs 0                         | --num-train-epochs must be > 0
            --max-steps 0                                | --max-steps must be >= 1
            --train-sampling-strategy shuffled           | 'shuffled' is none of: random, sequential, group_by_length
            --seed x                                     | 'x' is not a whole number
            --max-length 1                               | --max-length must be at least 2 tokens
            --save-steps -1                              | --save-steps must be >= 0
            --save-total-limit 0                         | --save-total-limit must be >= 1
            --save-dtype int8                            | 'int8' is none of: float32, float16, bfloat16
            --eval-steps -1                              | --eval-steps must be >= 0
            --held-out -1                                | --held-out must be >= 0
            --prompt-extraction regex                    | 'regex' is none of: auto, marker, common_prefix
            --max-pairs 0                                | --max-pairs must be at least 1
            --sample-prompts -1                          | --sample-prompts must be >= 0
            --loss-type simpo --reference r              | reference is not used: --loss-type simpo compares with none
            --betta 0.1                                  | --betta
            --beta 0.1 --beta 0.2                        | '--beta' (NUMBER) should be specified only once
            """)
    void aBadValueIsToldWithItsOption(String options, String words) {
        List<String> line = new ArrayList<>(List.of("train", "--model", "m", "--data", "d", "--output", "never"));
        line.addAll(List.of(options.split(" ")));

        assertThat(cli.run(line.toArray(String[]::new))).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(cli.err()).contains(words).contains("See dpo train --help.");
        assertThat(cli.out()).isEmpty();
        assertThat(cli.rooms.asked).isEmpty();
    }

    /// Nothing is trained there, so nothing is held out either.
    @ParameterizedTest
    @CsvSource({"logps,--held-out,0.5", "logps,--eval-data,e", "score,--held-out,0.5", "score,--eval-data,id=e"})
    void heldOutPairsAreForTraining(String command, String option, String value) {
        assertThat(cli.run(command, "--model", "m", "--reference", "r", "--data", "d", option, value))
                .isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(cli.err()).contains("--held-out and --eval-data are not used here");
        assertThat(cli.rooms.asked).isEmpty();
    }

    @Test
    void everyProblemIsToldAtOnce() {
        assertThat(cli.run("train", "--beta", "abc", "--learning-rate", "-1", "--device", "gpu", "--threads", "-2"))
                .isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(cli.err())
                .contains("'--beta'", "--learning-rate", "--model DIR is missing", "--data FILE is missing")
                .contains("'gpu'", "threads");
    }

    @Test
    void aWrongValueAtTheEndIsNoReasonToBlameTheDefaults() {
        assertThat(cli.run("train", "--model", "m", "--data", "d", "--output", "never", "--threads", "x"))
                .isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(cli.err()).isEqualToNormalizingNewlines("""
                        Invalid value for option '--threads': 'x' is not a whole number
                        See dpo train --help.
                        """);
    }

    @Test
    void neutralValuesOfUnusedOptionsAreAccepted(@TempDir Path temp) {
        String neutral = "--loss-type ipo --label-smoothing 0 --lr-scheduler-type constant --warmup-steps 0"
                + " --weight-decay 0 --max-grad-norm 0";
        List<String> line = new ArrayList<>(List.of("train", "--model", "m", "--data", "d", "--output"));
        line.add(temp.resolve("run").toString());
        line.addAll(List.of(neutral.split(" ")));

        assertThat(cli.run(line.toArray(String[]::new))).isEqualTo(ExitCode.FINISHED);
    }

    @Test
    void anUnknownCommandIsNamed() {
        assertThat(cli.run("trian")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(cli.err()).contains("trian").contains("Did you mean").contains("train");
    }

    @Test
    void aGroupWithoutItsCommandSaysWhichThereAre() {
        assertThat(cli.run("sample-project")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(cli.err()).contains("build");
    }
}
