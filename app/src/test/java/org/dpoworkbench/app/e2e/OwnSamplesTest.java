package org.dpoworkbench.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dpoworkbench.engine.journal.RunHistory;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.run.RunFolder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// From a model's own samples to a model that is trained on them, as a shell does it.
@Timeout(400)
class OwnSamplesTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path TRAJECTORIES = Path.of(
            System.getProperty("project.root"), "engine", "src", "test", "resources", "goldens", "trajectories");
    private static final String UNKNOWN = "\ufffd";

    @TempDir
    private static Path models;

    private static Path base;
    private static Path prompts;
    private static Path tuned;

    @TempDir
    Path folder;

    /// A model that writes text, and the one that it came from.
    @BeforeAll
    static void aTunedModel() throws IOException, InterruptedException {
        base = Files.createDirectory(models.resolve("base"));
        for (String of : List.of("gpt2_init", "tokenizer")) {
            try (var files = Files.list(TRAJECTORIES.resolve(of))) {
                for (Path file : files.toList()) {
                    Files.copy(file, base.resolve(file.getFileName()));
                }
            }
        }
        List<String> pairs = new ArrayList<>();
        for (JsonNode pair : JSON.readTree(Files.readString(TRAJECTORIES.resolve("data.json")))
                .get("pairs")) {
            pairs.add("{\"prompt\":%s,\"chosen\":%s,\"rejected\":%s}"
                    .formatted(pair.get("prompt"), pair.get("chosen"), pair.get("rejected")));
        }
        Path data = Files.write(models.resolve("data.jsonl"), pairs);
        prompts = Files.write(models.resolve("prompts.jsonl"), pairs.subList(0, Math.min(6, pairs.size())));
        DpoProcess trained = DpoProcess.run(
                models,
                "train",
                "--model",
                base,
                "--data",
                data,
                "--output",
                models.resolve("sft"),
                "--loss-type",
                "sft",
                "--max-steps",
                60,
                "--learning-rate",
                "1e-2",
                "--save-steps",
                0,
                "--threads",
                1);
        assertThat(trained.exitCode()).as(trained.said()).isZero();
        tuned = new RunFolder(models.resolve("sft")).model();
    }

    @Test
    void samplesAreScoredMadeIntoPairsAndTrainedOn() throws IOException, InterruptedException {
        Path samples = folder.resolve("samples.jsonl");
        DpoProcess generated = generate(tuned, samples, "--num-samples", 4);
        assertThat(generated.said()).contains("24 answers are in", "prompt tokens in", "new tokens in", "tokens/s");

        // An answer that ended at once has no text to score.
        List<String> said = new ArrayList<>(Files.readAllLines(samples));
        said.set(
                1,
                ((ObjectNode) JSON.readTree(said.get(1))).put("completion", "").toString());
        Files.write(samples, said);
        long empty = said.stream()
                .filter(line -> JSON.readTree(line).get("completion").asString().isEmpty())
                .count();
        assertThat(empty).isBetween(1L, 12L);

        Path scores = Files.writeString(
                folder.resolve("scores.jsonl"),
                dpo("score", "--model", tuned, "--reference", base, "--data", samples)
                        .printed());
        List<JsonNode> asked = rows(samples);
        List<JsonNode> scored = rows(scores);
        assertThat(scored)
                .hasSameSizeAs(asked)
                .allSatisfy(row -> assertThat(row.has("completions")).isTrue());

        // Whatever becomes of a file's records, its lines stand where it was given.
        Path nothing = Files.writeString(folder.resolve("nothing.jsonl"), said.get(1));
        assertThat(dpo("score", "--model", tuned, "--reference", base, "--data", nothing, "--data", samples)
                        .printed()
                        .lines()
                        .map(line -> JSON.readTree(line).get("source").asString()))
                .startsWith(nothing.toString())
                .hasSize(asked.size() + 1);

        Path pairs = folder.resolve("pairs.jsonl");
        assertThat(dpo("pairs", "build", "--data", samples, "--scores-file", scores, "--output", pairs)
                        .printed())
                .contains(empty + " answers without a score: left out");
        Map<String, Double> best = new TreeMap<>();
        Map<String, Double> worst = new TreeMap<>();
        for (int i = 0; i < asked.size(); i++) {
            String prompt = asked.get(i).get("prompt").asString();
            JsonNode rewarded = scored.get(i).get("completions").get(0).get("reward");
            if (rewarded.isNull()) {
                assertThat(asked.get(i).get("completion").asString()).isEmpty();
                continue;
            }
            double reward = rewarded.asDouble();
            best.merge(prompt, reward, Math::max);
            worst.merge(prompt, reward, Math::min);
        }
        assertThat(rows(pairs)).isNotEmpty().allSatisfy(pair -> {
            String prompt = pair.get("prompt").asString();
            assertThat(pair.get("score_chosen").asDouble()).isEqualTo(best.get(prompt));
            assertThat(pair.get("score_rejected").asDouble()).isEqualTo(worst.get(prompt));
        });

        RunFolder run = new RunFolder(folder.resolve("dpo"));
        dpo(
                "train",
                "--model",
                tuned,
                "--data",
                pairs,
                "--output",
                run.path(),
                "--max-steps",
                1,
                "--learning-rate",
                "1e-3",
                "--save-steps",
                0,
                "--threads",
                1);
        List<RunHistory.Point> steps = RunHistory.read(run).steps();
        assertThat(steps).hasSize(1);
        // The policy is the reference still: log 2, Rafailov et al. 2023, equation 7.
        assertThat(Metric.LOSS.in(steps.getFirst().metrics()).orElseThrow()).isCloseTo(Math.log(2), within(1e-5));
    }

    /// The one reads the tokens that were sampled, the other the text that was written: the same reward whatever ended
    /// the sample. With an end token where the model said none, it would be another.
    @Test
    void theRewardThatSamplesAreChosenByIsThatOfTheirScore() throws IOException, InterruptedException {
        assertThat(endsOfSamplesWhoseRewardIsTheirScore(tuned)).containsOnlyKeys("end_token", "stop_text", "length");
    }

    /// Also where a model has several end tokens, as many do, and ends by another than the tokenizer's.
    @Test
    void samplesAreScoredWithTheEndTokenThatTheyHave() throws IOException, InterruptedException {
        Path several = Files.createDirectory(folder.resolve("several"));
        try (var files = Files.list(tuned)) {
            for (Path file : files.toList()) {
                Files.copy(file, several.resolve(file.getFileName()));
            }
        }
        Files.writeString(several.resolve("generation_config.json"), "{\"eos_token_id\": [256, 82]}");
        assertThat(endsOfSamplesWhoseRewardIsTheirScore(several)).containsKey("end_token s");
    }

    private Map<String, Integer> endsOfSamplesWhoseRewardIsTheirScore(Path model)
            throws IOException, InterruptedException {
        Path samples = folder.resolve("all.jsonl");
        generate(model, samples, "--best-of", 24, "--score-model", model, "--score-reference", base);
        Path kept = folder.resolve("kept.jsonl");
        generate(
                model, kept, "--num-samples", 24, "--reject-to", 12, "--score-model", model, "--score-reference", base);
        Map<String, Integer> ends = new TreeMap<>();
        for (Path file : List.of(samples, kept)) {
            List<JsonNode> scored = dpo("score", "--model", model, "--reference", base, "--data", file)
                    .printed()
                    .lines()
                    .map(JSON::readTree)
                    .toList();
            List<JsonNode> written = rows(file);
            assertThat(scored).hasSameSizeAs(written);
            for (int i = 0; i < written.size(); i++) {
                JsonNode row = written.get(i);
                if (row.get("completion").asString().isEmpty()
                        || row.get("completion").asString().contains(UNKNOWN)) {
                    continue; // no text says these tokens
                }
                JsonNode one = scored.get(i).get("completions").get(0);
                assertThat(one.get("tokens").asInt())
                        .as("%s", row)
                        .isEqualTo(row.get("tokens").asInt());
                assertThat(one.get("reward").asDouble())
                        .as("%s", row)
                        .isCloseTo(row.get("reward").asDouble(), within(1e-5));
                String token = row.path("end_token").asString("").replace("<|endoftext|>", "");
                ends.merge((row.get("end").asString() + " " + token).strip(), 1, Integer::sum);
            }
        }
        return ends;
    }

    private DpoProcess generate(Path model, Path output, Object... more) throws InterruptedException {
        List<Object> arguments = new ArrayList<>(List.of(
                "generate",
                "--model",
                model,
                "--prompts",
                prompts,
                "--temperature",
                1,
                "--top-k",
                12,
                "--stop",
                "o",
                "--max-new-tokens",
                14,
                "--threads",
                1,
                "--output",
                output));
        arguments.addAll(List.of(more));
        return dpo(arguments.toArray());
    }

    private DpoProcess dpo(Object... arguments) throws InterruptedException {
        DpoProcess dpo = DpoProcess.run(folder, arguments);
        assertThat(dpo.exitCode()).as(dpo.said()).isZero();
        return dpo;
    }

    private static List<JsonNode> rows(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(JSON::readTree).toList();
    }
}
