package org.dpoworkbench.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.RunConfigFile;
import org.dpoworkbench.engine.project.Project;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class SampleProjectTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final SampleProject PROJECT = SampleProject.of(SampleProject.SEED);
    private static final String TRAIN = "preferences/train.jsonl";

    @TempDir
    Path folder;

    private static Map<String, String> build(SampleProject project, Path folder) throws Exception {
        project.writeData(folder);
        project.writeCorpus(folder.resolve("cache/corpus.jsonl"));
        return hashes(folder);
    }

    private static Map<String, String> hashes(Path folder) throws Exception {
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                hashes.put(folder.relativize(file).toString().replace('\\', '/'), sha256(file));
            }
        }
        return hashes;
    }

    private static String sha256(Path file) throws IOException, GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    @Test
    void aSecondBuildHasTheSameBytes() throws Exception {
        Map<String, String> first = build(PROJECT, folder.resolve("first"));
        Map<String, String> second = build(SampleProject.of(SampleProject.SEED), folder.resolve("second"));
        Map<String, String> other = build(SampleProject.of(6), folder.resolve("other"));

        assertThat(second).isEqualTo(first);
        assertThat(other).containsOnlyKeys(first.keySet()).doesNotContainEntry(TRAIN, first.get(TRAIN));
    }

    @Test
    void theRepositorysProjectIsTheGeneratorsOwn() throws Exception {
        Path committed = Path.of(System.getProperty("project.root"), "sample-projects", SampleProject.NAME);
        PROJECT.writeData(folder);

        assertThat(hashes(committed))
                .as("sample-projects/%s differs from what its seed makes; build it again", SampleProject.NAME)
                .containsAllEntriesOf(hashes(folder));
    }

    @Test
    void projectYamlHoldsTheChecksumsOfItsData() throws Exception {
        PROJECT.writeData(folder);
        JsonNode project = YAML.readTree(Files.readString(folder.resolve("project.yaml")));

        assertThat(project.get("name").asString()).isEqualTo("controlled-sentiment");
        assertThat(project.get("data"))
                .hasSize(2)
                .allSatisfy(source -> assertThat(
                                sha256(folder.resolve(source.get("path").asString())))
                        .isEqualTo(source.get("sha256").asString()));
        assertThat(SampleReward.declaredBy(Project.open(folder))).get().isInstanceOf(TrueReward.class);
    }

    @Test
    void theDefaultConfigurationIsARunsConfiguration() throws Exception {
        PROJECT.writeData(folder);
        JsonNode project = YAML.readTree(Files.readString(folder.resolve("project.yaml")));
        Path file = folder.resolve("config.yaml");
        Files.writeString(file, YAML.writeValueAsString(project.get("default_config")));

        RunConfig config = RunConfigFile.read(file);

        assertThat(config.objective()).isEqualTo(Objective.DPO);
        assertThat(config.loss().lossType()).isEqualTo(LossType.SIGMOID);
        assertThat(config.model().referenceOrModel()).isEqualTo(Path.of("models/reviewer"));
        assertThat(config.data().evalData()).containsExactly(Path.of("preferences/test.jsonl"));
        assertThat(config.batch().maxSteps()).isEmpty();
    }

    @Test
    void theModelsConfigurationIsItsShape() throws Exception {
        PROJECT.writeModelFiles(folder);
        JsonNode config = YAML.readTree(Files.readString(folder.resolve("config.json")));

        assertThat(config.get("vocab_size").asInt()).isEqualTo(PROJECT.shape().vocabulary());
        assertThat(config.get("hidden_size").asInt()).isEqualTo(PROJECT.shape().width());
        assertThat(config.get("head_dim").asInt()
                        * config.get("num_attention_heads").asInt())
                .isEqualTo(PROJECT.shape().width());
        assertThat(PROJECT.shape().parameters()).isBetween(1_000_000L, 1_500_000L);
    }
}
