package org.dpoworkbench.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.cpu.CpuBackend;
import org.dpoworkbench.engine.golden.Goldens;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.weights.DType;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.dpoworkbench.engine.weights.ModelWriter;
import org.dpoworkbench.engine.weights.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Weights on their way from files into a decoder and back.
class SavedModelTest {
    @TempDir
    Path folder;

    /// The originals were written by transformers' `save_pretrained`: what is loaded and saved untrained is their file
    /// again, byte for byte, whatever order the decoder has rows in.
    @ParameterizedTest
    @MethodSource("org.dpoworkbench.engine.model.GoldenModel#families")
    void whatIsSavedIsWhatSavePretrainedWrote(String family) {
        Path original = Goldens.path("models/" + family);
        try (Backend backend = new CpuBackend(1)) {
            Decoder decoder = GoldenModel.decoder(backend, "models/" + family, 16);
            ModelWriter.save(ModelFolder.open(original), folder, WeightLoader.sources(decoder, DType.F32), DType.F32);
        }
        assertThat(folder.resolve("model.safetensors")).hasSameBinaryContentAs(original.resolve("model.safetensors"));
    }

    /// Two shards with an index, as `save_pretrained` cuts larger models.
    @Test
    void shardsWithAnIndexAreRead() throws Exception {
        try (Backend backend = new CpuBackend(1)) {
            Decoder decoder = GoldenModel.decoder(backend, "models/gptj", 16);
            List<SafetensorsWriter.Source> all = WeightLoader.sources(decoder, DType.F32);
            Files.copy(Goldens.path("models/gptj/config.json"), folder.resolve("config.json"));
            int half = all.size() / 2;
            shard("model-00001-of-00002.safetensors", all.subList(0, half));
            shard("model-00002-of-00002.safetensors", all.subList(half, all.size()));
            ObjectNode index = JsonMapper.shared().createObjectNode();
            ObjectNode map = index.putObject("weight_map");
            for (int i = 0; i < all.size(); i++) {
                map.put(all.get(i).name(), "model-0000" + (i < half ? 1 : 2) + "-of-00002.safetensors");
            }
            Files.writeString(folder.resolve("model.safetensors.index.json"), index.toString());

            Decoder second = new Decoder(backend, ModelFolder.open(folder).architecture(), 16);
            WeightLoader.load(ModelFolder.open(folder), second);
            assertThat(weights(backend, second)).isEqualTo(weights(backend, decoder));

            Files.delete(folder.resolve("model-00002-of-00002.safetensors"));
            assertThatThrownBy(() -> ModelFolder.open(folder))
                    .isInstanceOf(UserError.class)
                    .hasMessageContainingAll("model-00002-of-00002.safetensors", "is missing");
        }
    }

    @Test
    void missingAndSurplusTensorsAreNamedInOneError() throws Exception {
        try (Backend backend = new CpuBackend(1)) {
            Decoder decoder = GoldenModel.decoder(backend, "models/qwen3", 16);
            List<SafetensorsWriter.Source> changed = new ArrayList<>(WeightLoader.sources(decoder, DType.F32));
            changed.removeIf(s -> s.name().equals("model.layers.1.self_attn.q_norm.weight"));
            SafetensorsWriter.Source norm = changed.stream()
                    .filter(s -> s.name().equals("model.norm.weight"))
                    .findFirst()
                    .orElseThrow();
            changed.add(new SafetensorsWriter.Source(
                    "model.layers.0.self_attn.q_proj.bias",
                    norm.shape(),
                    DType.F32,
                    norm.floats(),
                    norm.first(),
                    Optional.empty()));
            shard("model.safetensors", changed);
            Files.copy(Goldens.path("models/qwen3/config.json"), folder.resolve("config.json"));
            assertThatThrownBy(() -> WeightLoader.check(ModelFolder.open(folder)))
                    .isInstanceOf(UserError.class)
                    .hasMessageContainingAll(
                            "Missing: model.layers.1.self_attn.q_norm.weight",
                            "Not part of this architecture: model.layers.0.self_attn.q_proj.bias");
        }
    }

    /// Some files have a tied head besides, as other programs save them; one that differs is another model.
    @Test
    void aTiedHeadMayBeStoredAsLongAsItIsTheEmbedding() throws Exception {
        try (Backend backend = new CpuBackend(1)) {
            Decoder decoder = GoldenModel.decoder(backend, "models/qwen2", 16);
            List<SafetensorsWriter.Source> all = new ArrayList<>(WeightLoader.sources(decoder, DType.F32));
            SafetensorsWriter.Source embedding = all.stream()
                    .filter(s -> s.name().equals("model.embed_tokens.weight"))
                    .findFirst()
                    .orElseThrow();
            Files.copy(Goldens.path("models/qwen2/config.json"), folder.resolve("config.json"));
            all.add(new SafetensorsWriter.Source(
                    "lm_head.weight",
                    embedding.shape(),
                    DType.F32,
                    embedding.floats(),
                    embedding.first(),
                    Optional.empty()));
            shard("model.safetensors", all);
            WeightLoader.check(ModelFolder.open(folder));

            all.removeLast();
            all.add(new SafetensorsWriter.Source(
                    "lm_head.weight",
                    embedding.shape(),
                    DType.F32,
                    embedding.floats(),
                    embedding.first() + 1,
                    Optional.empty()));
            shard("model.safetensors", all);
            assertThatThrownBy(() -> WeightLoader.check(ModelFolder.open(folder)))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("Not part of this architecture: lm_head.weight");
        }
    }

    private void shard(String name, List<SafetensorsWriter.Source> tensors) {
        SafetensorsWriter.write(folder.resolve(name), Map.of("format", "pt"), tensors);
    }

    private static float[] weights(Backend backend, Decoder decoder) {
        float[] weights = new float[Math.toIntExact(decoder.parameters().count())];
        backend.download(decoder.parameters().weights(), weights, weights.length);
        return weights;
    }
}
