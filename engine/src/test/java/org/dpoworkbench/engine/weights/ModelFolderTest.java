package org.dpoworkbench.engine.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFolderTest {
    private static final String INDEX = "model.safetensors.index.json";

    @TempDir
    Path folder;

    @Test
    void aRealModelOpens() {
        ModelFolder model = ModelFolder.open(SharedData.path("data/models/TinyStories-656K"));
        assertThat(model.eosTokenId()).hasValue(2);
        assertThat(model.bosTokenId()).hasValue(1);
        assertThat(model.endTokens()).containsExactly(2);
        try (WeightFiles weights = model.weights()) {
            assertThat(weights.names()).hasSize(20).contains("model.norm.weight");
            assertThat(weights.find("model.embed_tokens.weight").orElseThrow().shape())
                    .containsExactly(2048, 128);
        }
    }

    @Test
    void aMissingFolderOrConfigurationIsNamed() {
        assertThatThrownBy(() -> ModelFolder.open(folder.resolve("none")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("none does not exist");
        assertThatThrownBy(() -> ModelFolder.open(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no config.json");
    }

    @Test
    void brokenJsonIsNamedWithItsLine() {
        ModelFolders.write(folder.resolve("config.json"), "{\n\"model_type\": gpt2}");
        assertThatThrownBy(() -> ModelFolder.open(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("config.json, line 2: no valid JSON");
    }

    @Test
    void aFolderWithoutWeightsSaysWhatIsMissing() {
        ModelFolders.write(folder.resolve("config.json"), ModelFolders.GPT2);
        assertThatThrownBy(() -> ModelFolder.open(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("model.safetensors");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"pytorch_model.bin", "consolidated.00.pth", "weights.pt", "pytorch_model-00001-of-00002.bin"})
    void picklesAreRefusedWithTheReason(String name) {
        ModelFolders.write(folder.resolve("config.json"), ModelFolders.GPT2);
        ModelFolders.write(folder.resolve(name), "\u0080\u0002}");
        assertThatThrownBy(() -> ModelFolder.open(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll(name, "pickle", "safe_serialization");
    }

    @Test
    void aPickleBesideSafetensorsIsNotLookedAt() {
        ModelFolders.of(folder, ModelFolders.GPT2);
        ModelFolders.write(folder.resolve("pytorch_model.bin"), "\u0080\u0002}");
        assertThat(ModelFolder.open(folder).architecture()).isInstanceOf(Gpt2.class);
    }

    @Test
    void aHeaderBombIsRefusedOnOpening() {
        ModelFolders.write(folder.resolve("config.json"), ModelFolders.GPT2);
        SafetensorsBytes.write(folder.resolve("model.safetensors"), 0x0fffffffffffffffL, new byte[] {'{', '}'});
        assertThatThrownBy(() -> ModelFolder.open(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("header claims 1152921504606846975 bytes");
    }

    @Test
    void tensorsAreFoundOverAllShards() {
        shard("model-00001-of-00002.safetensors", "a");
        shard("model-00002-of-00002.safetensors", "b");
        index("{\"a\": \"model-00001-of-00002.safetensors\", \"b\": \"model-00002-of-00002.safetensors\"}");
        try (WeightFiles weights = ModelFolder.open(folder).weights()) {
            assertThat(weights.names()).containsExactly("a", "b");
            assertThat(weights.find("b").orElseThrow().file().path()).hasFileName("model-00002-of-00002.safetensors");
        }
    }

    @Test
    void missingShardsAreAllNamed() {
        index("{\"a\": \"one.safetensors\", \"b\": \"two.safetensors\"}");
        assertThatThrownBy(() -> ModelFolder.open(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("one.safetensors is missing", "two.safetensors is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/x.safetensors", "/etc/x.safetensors", "..\\\\x.safetensors", "x.bin", ""})
    void anIndexThatLeadsElsewhereIsRefused(String name) {
        index("{\"a\": \"" + name + "\"}");
        assertThatThrownBy(() -> ModelFolder.open(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no safetensors file of its folder");
    }

    @Test
    void anEmptyIndexIsRefused() {
        index("{}");
        assertThatThrownBy(() -> ModelFolder.open(folder)).hasMessageContaining("names no weight files");
    }

    @Test
    void aTensorInTwoShardsIsRefused() {
        shard("one.safetensors", "a");
        shard("two.safetensors", "a");
        index("{\"a\": \"one.safetensors\", \"b\": \"two.safetensors\"}");
        assertThatThrownBy(() -> ModelFolder.open(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("\"a\"", "one.safetensors", "two.safetensors");
    }

    @Test
    void endTokensAreTheGenerationConfigurationsElseTheConfigurations() {
        ModelFolders.of(folder, ModelFolders.GPT2);
        assertThat(ModelFolder.open(folder).endTokens()).containsExactly(100);
        ModelFolders.write(folder.resolve("generation_config.json"), "{\"eos_token_id\": [7, 100]}");
        assertThat(ModelFolder.open(folder).endTokens()).containsExactly(7, 100);
        ModelFolders.write(folder.resolve("generation_config.json"), "{\"eos_token_id\": 8}");
        assertThat(ModelFolder.open(folder).endTokens()).containsExactly(8);
        ModelFolders.write(folder.resolve("generation_config.json"), "{\"eos_token_id\": null}");
        assertThat(ModelFolder.open(folder).endTokens()).containsExactly(100);
    }

    @Test
    void anEndTokenThatIsNoIdIsRefused() {
        ModelFolders.of(folder, ModelFolders.GPT2);
        ModelFolders.write(folder.resolve("generation_config.json"), "{\"eos_token_id\": [7, \"</s>\"]}");
        assertThatThrownBy(() -> ModelFolder.open(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("generation_config.json", "eos_token_id", "</s>");
    }

    @Test
    void theHashIsThatOfWhatSha256sumPrints() throws Exception {
        ModelFolders.of(folder, ModelFolders.GPT2);
        String printed = sha256(Files.readAllBytes(folder.resolve("config.json"))) + "  config.json\n"
                + sha256(Files.readAllBytes(folder.resolve("model.safetensors"))) + "  model.safetensors\n";
        ModelFolder model = ModelFolder.open(folder);
        assertThat(model.sha256()).isEqualTo(sha256(printed.getBytes(StandardCharsets.UTF_8)));
        assertThat(model.sha256()).isEqualTo(ModelFolder.open(folder).sha256());
    }

    @Test
    void otherWeightsHaveAnotherHash() {
        ModelFolders.of(folder, ModelFolders.GPT2);
        String before = ModelFolder.open(folder).sha256();
        ModelFolders.weights(folder.resolve("model.safetensors"), ModelFolders.zeros("x", 3));
        assertThat(ModelFolder.open(folder).sha256()).isNotEqualTo(before);
    }

    private void shard(String name, String tensor) {
        ModelFolders.weights(folder.resolve(name), ModelFolders.zeros(tensor, 2));
    }

    private void index(String weightMap) {
        ModelFolders.write(folder.resolve("config.json"), ModelFolders.GPT2);
        ModelFolders.write(folder.resolve(INDEX), "{\"metadata\": {}, \"weight_map\": " + weightMap + "}");
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
