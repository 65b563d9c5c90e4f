package org.dpoworkbench.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.golden.Goldens;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.weights.Architecture;
import org.dpoworkbench.engine.weights.Heads;
import org.dpoworkbench.engine.weights.Llama;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RandomModelTest {
    @TempDir
    Path folder;

    @TempDir
    Path otherFolder;

    /// A model with a tokenizer.
    private ModelFolder other() throws IOException {
        Path golden = Goldens.path("models/gpt2");
        for (String file : List.of("config.json", "model.safetensors")) {
            Files.copy(golden.resolve(file), otherFolder.resolve(file));
        }
        Files.writeString(otherFolder.resolve("tokenizer.json"), "{}");
        return ModelFolder.open(otherFolder);
    }

    @Test
    void itIsAFolderThatOpensWithTheOthersTokenizer() throws Exception {
        ModelFolder other = other();
        RandomModel.write(folder, ModelShape.LLAMA_656K, other, 42);
        ModelFolder model = ModelFolder.open(folder);
        assertThat(model.architecture()).isInstanceOfSatisfying(Llama.class, llama -> {
            assertThat(llama.sizes().layers()).isEqualTo(2);
            assertThat(llama.heads()).isEqualTo(new Heads(8, 4, 16));
        });
        assertThat(model.eosTokenId()).hasValue(100);
        assertThat(model.bosTokenId()).hasValue(100);
        assertThat(folder.resolve("tokenizer.json")).hasContent("{}");
        assertThat(Files.size(folder.resolve("model.safetensors"))).isGreaterThan(4 * 655_000L);
    }

    @Test
    void theWeightsAreThoseOfItsSeed() throws Exception {
        ModelFolder other = other();
        Path again = Files.createDirectory(folder.resolve("again"));
        Path first = Files.createDirectory(folder.resolve("first"));
        Path third = Files.createDirectory(folder.resolve("third"));
        RandomModel.write(first, ModelShape.LLAMA_656K, other, 1);
        RandomModel.write(again, ModelShape.LLAMA_656K, other, 1);
        RandomModel.write(third, ModelShape.LLAMA_656K, other, 2);
        Path weights = Path.of("model.safetensors");
        assertThat(again.resolve(weights)).hasSameBinaryContentAs(first.resolve(weights));
        assertThat(Files.mismatch(third.resolve(weights), first.resolve(weights)))
                .isNotNegative();
    }

    @Test
    void aTokenizerWithMoreTokensThanTheShapeIsRefused() throws IOException {
        ModelFolder other = other();
        Path larger = Files.createDirectory(folder.resolve("larger"));
        RandomModel.write(larger, ModelShape.GPT2_30M, other, 1);
        assertThatThrownBy(() -> RandomModel.write(folder, ModelShape.LLAMA_656K, ModelFolder.open(larger), 1))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("50257 tokens, and llama-656k one of 2048");
    }

    /// How many weights there are is written on the tin; the last two have as many as Meta's models.
    @ParameterizedTest
    @EnumSource
    void aNameTellsHowManyWeights(ModelShape shape) {
        long said = Map.of(
                        ModelShape.GPT2_30M, 30_000_000L,
                        ModelShape.GPT2_124M, 124_000_000L,
                        ModelShape.LLAMA_75M, 75_000_000L,
                        ModelShape.LLAMA_656K, 656_000L,
                        ModelShape.LLAMA_1B, 1_235_814_400L,
                        ModelShape.LLAMA_8B, 8_030_261_248L)
                .get(shape);
        JsonNode config = JsonMapper.shared().readTree(shape.config());
        var assembly = new DecoderAssembly(
                Families.describe(Architecture.of(Path.of("config.json"), config)), Optional.empty());
        long weights = assembly.plan().tensors().stream()
                .mapToLong(ParameterTensor::size)
                .sum();
        assertThat(weights).isBetween(said - said / 50, said + said / 50);
    }
}
