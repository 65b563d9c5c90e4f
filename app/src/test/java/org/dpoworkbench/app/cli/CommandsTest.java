package org.dpoworkbench.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.app.machine.CheckedModel;
import org.dpoworkbench.app.room.Sampler;
import org.dpoworkbench.engine.config.FrozenDtype;
import org.dpoworkbench.engine.config.MemoryConfig;
import org.dpoworkbench.engine.config.ModelSource;
import org.dpoworkbench.engine.config.SamplingConfig;
import org.dpoworkbench.engine.data.GivenPrompt;
import org.dpoworkbench.engine.device.SelfTestNumbers;
import org.dpoworkbench.engine.device.SelfTestResult;
import org.dpoworkbench.engine.model.ModelShape;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The commands that are no training: from the options to what is printed.
class CommandsTest {
    private final Cli cli = new Cli();

    @Test
    void logpsPrintsAJsonLineAPair() {
        assertThat(cli.run("logps", "--model", "m", "--reference", "r", "--data", "d"))
                .isEqualTo(ExitCode.FINISHED);
        assertThat(cli.out().strip())
                .isEqualTo("{\"chosen_tokens\":3,\"rejected_tokens\":2,\"policy_chosen_logp\":-1.5,"
                        + "\"policy_rejected_logp\":-2.5,\"reference_chosen_logp\":-1.25,"
                        + "\"reference_rejected_logp\":-2.25}");
        assertThat(cli.rooms.logps.orElseThrow().reference())
                .isEqualTo(ModelSource.of(Path.of("r").toAbsolutePath()));
    }

    @Test
    void logpsOfAnAdapterAreHeldAgainstTheModelAlone() {
        cli.run("logps", "--model", "m", "--adapter", "a", "--data", "d");

        assertThat(cli.rooms.logps.orElseThrow().model())
                .isEqualTo(new ModelSource(
                        Path.of("m").toAbsolutePath(), Optional.of(Path.of("a").toAbsolutePath())));
        assertThat(cli.rooms.logps.orElseThrow().reference())
                .isEqualTo(ModelSource.of(Path.of("m").toAbsolutePath()));
    }

    @Test
    void mergeSaysWhatItHasWritten() {
        assertThat(cli.run("merge", "--model", "m", "--adapter", "a", "--output", "whole", "--save-dtype", "bfloat16"))
                .isEqualTo(ExitCode.FINISHED);
        assertThat(cli.rooms.asked).contains("merge a into whole as bfloat16");
        assertThat(cli.out()).contains("12 linear maps", "whole");
    }

    @Test
    void mergeOverSomethingThatIsThereIsAnError() {
        assertThat(cli.run("merge", "--adapter", "a", "--output", ".")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(cli.err()).contains("--model DIR is missing", ". is there already");
    }

    @Test
    void logpsWithoutAReferenceUsesTheModel() {
        cli.run("logps", "--model", "m", "--data", "d");

        assertThat(cli.rooms.logps.orElseThrow().reference())
                .isEqualTo(ModelSource.of(Path.of("m").toAbsolutePath()));
    }

    @Test
    void benchmarkPrintsItsNumbers() {
        assertThat(cli.run("benchmark --model m --data d --max-pairs 64 --max-length 128 --warm-up-seconds 2.5 --json"
                        .split(" ")))
                .isEqualTo(ExitCode.FINISHED);
        assertThat(cli.out().strip())
                .startsWith("{\"pairs_per_s\":38.5,\"tokens_per_s\":4000.0,\"gflops\":90.0,"
                        + "\"matrix_product_gflops\":120.0,\"matrix_product_share\":0.8,\"vector_product_gflops\":75.0,"
                        + "\"vector_product_share\":1.2,\"peak_rss_mib\":512.0,\"buffers_mib\":400.0,"
                        + "\"time_to_first_step_s\":1.25,\"step_ms\":207.0,\"time_share\":{")
                .contains("\"matrix_product\":0.75")
                .endsWith("{\"pairs_per_s\":40.0,\"tokens_per_s\":4200.0,\"gflops\":90.0,"
                        + "\"matrix_product_gflops\":150.0,\"vector_product_gflops\":75.0}]}");
        assertThat(cli.rooms.asked).contains("warm-up 2500, rounds 3");
        assertThat(cli.rooms.started.getLast().data().maxPairs()).hasValue(64);
    }

    @Test
    void benchmarkSaysTheRangeOfItsRoundsAndWhereTheTimeGoes() {
        assertThat(cli.run("benchmark", "--model", "m", "--data", "d", "--rounds", "5"))
                .isEqualTo(ExitCode.FINISHED);
        assertThat(cli.rooms.asked).contains("warm-up 5000, rounds 5");
        assertThat(cli.out())
                .contains("38.5 pairs/s (30.0 to 40.0), 4000 tokens/s (3000 to 4200)")
                .contains("90 GFLOP/s, 80 % of the 120 that large matrix products reach here")
                .containsSubsequence("75.0 %  matrix product", "10.0 %  attention", "15.0 %  everything else");
    }

    @Test
    void aShapeIsMeasuredInPlaceOfTheModel() {
        assertThat(cli.run("benchmark", "--model", "m", "--data", "d", "--shape", "gpt2-124m"))
                .isEqualTo(ExitCode.FINISHED);
        assertThat(cli.rooms.asked).contains("shape gpt2-124m");
    }

    @Test
    void anUnknownShapeIsToldWithTheKnownOnes() {
        assertThat(cli.run("benchmark", "--model", "m", "--data", "d", "--shape", "gpt5"))
                .isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(cli.err())
                .contains("gpt5")
                .contains("gpt2-30m, gpt2-124m, llama-75m, llama-656k, llama-1b, llama-8b");
    }

    @Test
    void aSelfcheckKeepsAllThatItFindsInOneFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("new/card.json");
        cli.rooms.tested = List.of(SelfTestResult.failed("cuda", "no such card"));
        assertThat(cli.run(
                        "gpu-selfcheck",
                        "--model",
                        "m",
                        "--data",
                        "d",
                        "--device",
                        "cuda",
                        "--bf16",
                        "--models",
                        "gpt2-124m,llama-8b-nf4",
                        "--output",
                        file.toString()))
                .isEqualTo(ExitCode.FAILED);
        JsonNode found = JsonMapper.shared().readTree(Files.readString(file));
        assertThat(found.get("machine").get("cores").asInt()).isPositive();
        assertThat(found.get("self_test").get(0).get("failed").asString()).isEqualTo("no such card");
        assertThat(found.get("trained")).hasSize(2);
        assertThat(found.get("trained").get(1).get("model").asString()).isEqualTo("llama-8b-nf4");
        assertThat(found.get("trained").get(1).get("precision").asString()).isEqualTo("bf16");
        assertThat(found.get("trained").get(1).get("speed").get("pairs_per_s").asDouble())
                .isEqualTo(38.5);
        assertThat(cli.rooms.asked).containsSubsequence("shape gpt2-124m", "shape llama-8b");
        assertThat(cli.rooms.started.getFirst().lora()).isEmpty();
        assertThat(cli.rooms.started.getLast().memory()).isEqualTo(new MemoryConfig(true, FrozenDtype.NF4));
        assertThat(cli.out()).contains("llama-8b-nf4 on cuda, bf16: 38.5 pairs/s", file.toString());
    }

    @Test
    void aModelThatCannotBeTrainedIsInTheSelfchecksFileAndTheOthersGoOn(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("card.json");
        cli.rooms.unmeasurable = Optional.of(ModelShape.LLAMA_8B);
        assertThat(cli.run("gpu-selfcheck", "--model", "m", "--data", "d", "--output", file.toString()))
                .isEqualTo(ExitCode.FAILED);
        JsonNode trained = JsonMapper.shared().readTree(Files.readString(file)).get("trained");
        assertThat(trained).hasSize(CheckedModel.values().length);
        assertThat(trained.get(0).get("failed").isNull()).isTrue();
        assertThat(trained.get(2).get("failed").asString()).isEqualTo("too large");
    }

    @Test
    void aSelfTestThatFailsIsInTheSelfchecksFileToo(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("card.json");
        cli.rooms.untestable = Optional.of(new UserError("the CPU took too long"));
        assertThat(cli.run(
                        "gpu-selfcheck", "--model", "m", "--data", "d", "--models", "gpt2-124m", "--output", "" + file))
                .isEqualTo(ExitCode.FAILED);
        JsonNode found = JsonMapper.shared().readTree(Files.readString(file));
        assertThat(found.get("self_test").get(0).get("failed").asString()).isEqualTo("the CPU took too long");
        assertThat(found.get("trained").get(0).get("speed").get("buffers_mib").asDouble())
                .isEqualTo(400);
    }

    @Test
    void aSelfchecksModelsAreWhatTheirNamesSay() {
        String[] options = {"gpu-selfcheck", "--model", "m", "--data", "d", "--output", "o", "--use-peft"};
        assertThat(cli.run(options)).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(cli.err()).contains("each model has its own adapter");
        options[7] = "--reference=r";
        assertThat(cli.run(options)).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(cli.err()).contains("leave --reference out");
    }

    @Test
    void aSelfcheckNeedsAFileAndAKnownModel() {
        assertThat(cli.run("gpu-selfcheck", "--model", "m", "--data", "d", "--models", "gpt5"))
                .isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(cli.err()).contains("--output").contains("gpt2-124m, llama-1b, llama-8b-lora, llama-8b-nf4");
    }

    @Test
    void aShapeHasNoOtherReference() {
        assertThat(cli.run("benchmark", "--model", "m", "--data", "d", "--shape", "gpt2-30m", "--reference", "r"))
                .isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(cli.err()).contains("--reference does not go with --shape");
    }

    @Test
    void noRoundsAreAnError() {
        assertThat(cli.run("benchmark", "--model", "m", "--data", "d", "--rounds", "0"))
                .isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(cli.err()).contains("rounds must be >= 1, is 0");
    }

    @Test
    void aNegativeWarmUpIsAnError() {
        assertThat(cli.run("benchmark", "--model", "m", "--data", "d", "--warm-up-seconds", "-1"))
                .isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(cli.err()).contains("--warm-up-seconds must be >= 0");
    }

    @Test
    void sampleShowsPromptAndAnswer() {
        assertThat(cli.run("sample", "--model", "m", "--prompt", "It was", "--prompt", "Über"))
                .isEqualTo(ExitCode.FINISHED);
        assertThat(cli.out()).contains("It was good.").contains("policy, 3 tokens");
        assertThat(cli.rooms.sampled.orElseThrow().prompts())
                .containsExactly(GivenPrompt.of("It was"), GivenPrompt.of("Über"));
    }

    @Test
    void sampleWithoutPromptIsAnError() {
        assertThat(cli.run("sample", "--temperature", "-1")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(cli.err()).contains("--model", "--prompt", "temperature");
    }

    @Test
    void generateTakesEveryOptionOfSampling() {
        assertThat(cli.run(("generate --model m --prompt It --chat --chat-template zephyr --max-new-tokens 9"
                                + " --temperature 0.7 --top-k 5 --top-p 0.9 --min-p 0.1 --repetition-penalty 1.1"
                                + " --stop A: --seed 7 --best-of 4 --score-model s --score-adapter a --score-beta 0.2"
                                + " --device cpu --json")
                        .split(" ", -1)))
                .as(cli.err())
                .isEqualTo(ExitCode.FINISHED);
        Sampler.Request request = cli.rooms.sampled.orElseThrow();
        assertThat(request.prompts()).containsExactly(GivenPrompt.turn("It"));
        assertThat(request.sampling()).isEqualTo(new SamplingConfig(9, 0.7, 5, 0.9, 0.1, 1.1, List.of("A:")));
        assertThat(request.seed()).isEqualTo(7);
        assertThat(request.count()).isEqualTo(4);
        assertThat(request.choosing()).hasValueSatisfying(c -> {
            assertThat(c.keep()).isEqualTo(1);
            assertThat(c.beta()).isEqualTo(0.2);
            assertThat(c.reference().model()).isEqualTo(c.model().model());
            assertThat(c.reference().adapter()).isEmpty();
        });
        assertThat(cli.out()).contains("\"completion\":[{\"role\":\"assistant\",\"content\":\" good.\"}]");
    }

    @Test
    void choosingThatChoosesNothingIsAnError() {
        for (String options : List.of(
                "--best-of 4",
                "--best-of 4 --temperature 1 --score-model s",
                "--best-of 4 --num-samples 2 --temperature 1 --score-model s --score-reference r",
                "--score-model s",
                "--reject-to 2 --num-samples 2 --temperature 1 --score-model s --score-reference r",
                "--rejection-beta 1",
                "--num-samples 3",
                "--top-k 5")) {
            assertThat(cli.run(("generate --model m --prompt It " + options).split(" ", -1)))
                    .as(options)
                    .isEqualTo(ExitCode.WRONG_INPUT);
        }
        assertThat(cli.rooms.sampled).isEmpty();
    }

    @Test
    void scoreRanksByTheImplicitReward() {
        assertThat(cli.run("score", "--model", "m", "--reference", "r", "--data", "d", "--beta", "0.5"))
                .isEqualTo(ExitCode.FINISHED);
        assertThat(cli.out())
                .contains(
                        "{\"text\":\" bad.\",\"rank\":1,\"reward\":-1.0,\"reward_per_token\":-0.25,",
                        "{\"text\":\" good.\",\"rank\":0,\"reward\":0.5,\"reward_per_token\":0.25,");
        assertThat(cli.rooms.scored.orElseThrow().beta()).isEqualTo(0.5);
    }

    @Test
    void scoreWithoutReferenceIsAnErrorAndNotZero() {
        assertThat(cli.run("score", "--model", "m", "--data", "d")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(cli.err()).contains("--reference DIR is missing");
    }

    @Test
    void answersAreTextOrJson() {
        cli.run("check-data", "--model", "m", "--data", "d");
        cli.run("check-data", "--model", "m", "--data", "d", "--json");
        cli.run("compare", "a", "b");

        assertThat(cli.out().lines()).containsExactly("2 pairs", "{\"pairs\":2}", "compared 2");
    }

    @Test
    void checkDataNeedsATokenizer() {
        assertThat(cli.run("check-data", "--data", "d")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(cli.err()).contains("--model DIR is missing");
    }

    @Test
    void compareNeedsTwoRuns() {
        assertThat(cli.run("compare", "a")).isEqualTo(ExitCode.WRONG_INPUT);
    }

    @Test
    void reportNamesItsFiles() {
        assertThat(cli.run("report", "a", "b", "--output", "/r")).isEqualTo(ExitCode.FINISHED);
        assertThat(cli.out().strip()).isEqualTo("/r/report.pdf");
    }

    @Test
    void theDemoComparesItsRuns(@TempDir Path temp) {
        assertThat(cli.run("demo", "--output", temp.toString())).isEqualTo(ExitCode.FINISHED);
        assertThat(cli.rooms.asked).containsExactly("start", "start", "report of 2");
        assertThat(temp.resolve("runs"))
                .isDirectoryContaining("glob:**-dpo-b0.1-lr1e-6")
                .isDirectoryContaining("glob:**-ipo-b0.1-lr1e-6");
    }

    @Test
    void attachingToNoRunIsAnError(@TempDir Path temp) {
        assertThat(cli.run("attach", temp.toString())).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(cli.err()).contains("holds no run");
    }

    @Test
    void projectsAndRunLogsAreMadeAgain(@TempDir Path temp) {
        cli.run("sample-project", "build", "--output", temp.resolve("p").toString(), "--seed", "3");
        cli.run("runlog", "rebuild", temp.resolve("q").toString());

        assertThat(cli.rooms.asked).containsExactly("build p 3", "rebuild q");
        assertThat(cli.out()).contains("2 runs indexed");
    }

    @Test
    void aDeviceThatDoesNotGiveTheCpusNumbersFailsTheSelfTest() {
        var right = List.of(Map.of("loss", 0.7, "grad_norm", 2.0, "logps/chosen", -9.0, "logps/rejected", -8.0));
        var near = List.of(Map.of("loss", 0.7, "grad_norm", 2.0001, "logps/chosen", -9.0, "logps/rejected", -8.0));
        var far = List.of(Map.of("loss", 0.7, "grad_norm", 2.1, "logps/chosen", -9.0, "logps/rejected", -8.0));
        SelfTestResult good = SelfTestResult.of(
                new SelfTestNumbers("cpu", "c", 90, 12, near, Optional.empty()), "itself", right, 1e-3);
        SelfTestResult bad = SelfTestResult.of(
                new SelfTestNumbers("cuda", "g", 900, 120, far, Optional.empty()), "the CPU", right, 1e-3);
        cli.rooms.tested = List.of(good);
        assertThat(cli.run("doctor", "--self-test")).isEqualTo(ExitCode.FINISHED);
        assertThat(cli.out())
                .contains(
                        "cpu agrees: 1 DPO steps of a small random model within 5.0e-05 of itself (grad_norm; 1e-03 is"
                                + " allowed), 90 GFLOP/s in matrix products, 12.0 GB/s in copies (c)");

        cli.rooms.tested = List.of(good, bad, SelfTestResult.failed("nd4j-cuda", "no such card"));
        assertThat(cli.run("doctor", "--self-test")).isEqualTo(ExitCode.FAILED);
        assertThat(cli.out()).contains("cuda DOES NOT AGREE", "5.0e-02 of the CPU", "nd4j-cuda failed: no such card");
        assertThat(cli.err()).contains("do not train on it");
    }

    @Test
    void doctorSaysWhatComputesAndWhatIsLacking() {
        cli.run("doctor");
        cli.run("doctor", "--json");

        assertThat(cli.out())
                .contains("Devices    cpu               computes, on 4 processors")
                .contains("           auto              the CPU. No NVIDIA driver was found here")
                .contains("Cards      libcuda.so.1 was not found: is the NVIDIA driver installed?")
                .contains("\"cores\":", "\"no_cards\":\"libcuda.so.1 was not found");
    }
}
