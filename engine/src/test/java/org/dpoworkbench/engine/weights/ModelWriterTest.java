package org.dpoworkbench.engine.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ModelWriterTest {
    @TempDir
    Path folder;

    /// The originals were written by transformers' `save_pretrained`.
    @ParameterizedTest
    @CsvSource({"gpt2, F32", "llama_gqa, F32", "llama_gqa_bf16, BF16"})
    void aModelSavedUntrainedIsWhatSavePretrainedWrote(String name, DType dtype) throws Exception {
        Path original = SharedData.path("goldens/models/" + name);
        Path saved = folder.resolve("model");
        ModelWriter.save(ModelFolder.open(original), saved, tensors(original), dtype);

        assertThat(saved.resolve("model.safetensors")).hasSameBinaryContentAs(original.resolve("model.safetensors"));
        assertThat(json(saved.resolve("config.json"))).isEqualTo(json(original.resolve("config.json")));
        assertThat(saved.resolve("generation_config.json"))
                .hasSameBinaryContentAs(original.resolve("generation_config.json"));
        assertThat(ModelFolder.open(saved).architecture())
                .isEqualTo(ModelFolder.open(original).architecture());
    }

    /// The bfloat16 golden is the float32 one rounded by PyTorch.
    @Test
    void savingAsBfloat16RoundsAsPytorchDoes() {
        Path original = SharedData.path("goldens/models/llama_gqa");
        Path rounded = SharedData.path("goldens/models/llama_gqa_bf16");
        ModelWriter.save(ModelFolder.open(original), folder, tensors(original), DType.BF16);
        assertThat(folder.resolve("model.safetensors")).hasSameBinaryContentAs(rounded.resolve("model.safetensors"));
        assertThat(json(folder.resolve("config.json"))).isEqualTo(json(rounded.resolve("config.json")));
    }

    @ParameterizedTest
    @CsvSource({"dtype, dtype", "torch_dtype, torch_dtype", "vocab_size, torch_dtype"})
    void theNumberTypeGoesIntoTheFieldThatIsThere(String present, String written) {
        ObjectNode config = (ObjectNode) JsonMapper.shared().readTree(ModelFolders.GPT2);
        if (!config.has(present)) {
            config.put(present, "float32");
        }
        Path origin = ModelFolders.of(folder.resolve("origin"), config.toString());
        ModelWriter.save(ModelFolder.open(origin), folder, List.of(ModelFolders.zeros("x", 1)), DType.F16);
        assertThat(json(folder.resolve("config.json"))).isEqualTo(config.put(written, "float16"));
    }

    @Test
    void whereBothFieldsForTheNumberTypeAreThereTheyStayInStep() {
        String config = ModelFolders.GPT2.replace("{", "{\"dtype\": \"float32\", \"torch_dtype\": \"float32\", ");
        Path origin = ModelFolders.of(folder.resolve("origin"), config);
        ModelWriter.save(ModelFolder.open(origin), folder, List.of(ModelFolders.zeros("x", 1)), DType.BF16);
        assertThat(json(folder.resolve("config.json")).get("dtype").stringValue())
                .isEqualTo("bfloat16");
        assertThat(json(folder.resolve("config.json")).get("torch_dtype").stringValue())
                .isEqualTo("bfloat16");
    }

    @Test
    void theTokenizersFilesAreCopiedAndOthersAreNot() {
        Path origin = ModelFolders.of(folder.resolve("origin"), ModelFolders.GPT2);
        ModelFolders.write(origin.resolve("tokenizer.json"), "{\"ä\": 1}");
        ModelFolders.write(origin.resolve("pytorch_model.bin"), "pickle");
        ModelFolders.write(origin.resolve("README.md"), "of the original");
        Path saved = folder.resolve("deep/model");
        ModelWriter.save(ModelFolder.open(origin), saved, List.of(ModelFolders.zeros("x", 1)), DType.F32);
        assertThat(saved.resolve("tokenizer.json")).hasContent("{\"ä\": 1}");
        assertThat(saved.toFile().list())
                .containsExactlyInAnyOrder("config.json", "model.safetensors", "tokenizer.json");
    }

    private static List<SafetensorsWriter.Source> tensors(Path model) {
        try (SafetensorsFile file = SafetensorsFile.open(model.resolve("model.safetensors"))) {
            return file.tensors().stream()
                    .map(t -> new SafetensorsWriter.Source(
                            t.name(), t.shape(), DType.F32, MemorySegment.ofArray(file.readFloats(t)), 0))
                    .toList();
        }
    }

    private static JsonNode json(Path file) {
        try {
            return JsonMapper.shared().readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
