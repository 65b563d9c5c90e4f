package org.dpoworkbench.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.cpu.CpuBackend;
import org.dpoworkbench.engine.config.LoraConfig;
import org.dpoworkbench.engine.config.ModelSource;
import org.dpoworkbench.engine.config.TargetModules;
import org.dpoworkbench.engine.golden.Goldens;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which adapter a configuration means.
class AdapterStartTest {
    private static final Path FINAL = Goldens.path("trajectories/gpt2_lora/adapter_final");

    private static ModelFolder model(String name) {
        return ModelFolder.open(Goldens.path(name));
    }

    private static LoraConfig fresh(String targets) {
        return LoraConfig.fresh(
                2, 4, 0, targets.isEmpty() ? Optional.empty() : Optional.of(TargetModules.of(targets)), false);
    }

    /// peft's own choices: `TRANSFORMERS_MODELS_TO_LORA_TARGET_MODULES_MAPPING`, and every linear map but the head.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "models/gpt2 | - | c_attn",
                "models/llama_gqa | - | q_proj v_proj",
                "models/gpt_neox | - | query_key_value",
                "models/gpt2 | all-linear | c_attn c_fc c_proj",
                "models/llama_gqa | all-linear | down_proj gate_proj k_proj o_proj q_proj up_proj v_proj",
                "models/gpt_neox | all-linear | dense dense_4h_to_h dense_h_to_4h query_key_value",
                "models/llama_gqa | self_attn.q_proj,up_proj | q_proj up_proj",
                "models/llama_gqa | .*layers\\.0.*\\.[qo]_proj | o_proj q_proj"
            })
    void targetsAreThoseThatPeftTakes(String name, String targets, String kinds) {
        ModelFolder model = model(name);
        AdapterStart start = AdapterStart.of(fresh(targets == null ? "" : targets), model);
        try (Backend backend = new CpuBackend(1)) {
            Decoder decoder = new Decoder(
                    backend, model.architecture(), DecoderSettings.scoring(1).with(Optional.of(start.settings())));
            assertThat(decoder.adapters().orElseThrow().modules().stream()
                            .map(module -> module.substring(module.lastIndexOf('.') + 1))
                            .distinct()
                            .sorted()
                            .collect(Collectors.joining(" ")))
                    .isEqualTo(kinds);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "q_proj,c_attn | no linear map of this model is called q_proj.",
                "h.0.attn | no linear map of this model is called h.0.attn.",
                ".*q_proj | no linear map of this model is called .*q_proj.",
                "c_attn,wte | takes in transformer.wte, which gets no adapter here",
                "c_attn,lm_head | takes in lm_head, which gets no adapter here"
            })
    void aTargetThatIsNoLinearMapIsNamedBesideThoseThatAre(String targets, String said) {
        assertThatThrownBy(() -> AdapterStart.of(fresh(targets), model("models/gpt2")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(said)
                .hasMessageContaining("Its linear maps are transformer.h.*.attn.c_attn, transformer.h.*.attn.c_proj,"
                        + " transformer.h.*.mlp.c_fc, transformer.h.*.mlp.c_proj.");
    }

    @Test
    void anAdapterKeepsItsSettingsButForDropout() {
        LoraConfig config = new LoraConfig(
                OptionalInt.of(4),
                OptionalDouble.of(8),
                OptionalDouble.of(0.5),
                Optional.of(TargetModules.of("attn.c_attn")),
                Optional.empty(),
                Optional.of(FINAL));
        AdapterStart start = AdapterStart.of(config, model("trajectories/gpt2_init"));
        assertThat(start.settings().r()).isEqualTo(4);
        assertThat(start.settings().dropout()).isEqualTo(0.5);
        assertThat(start.folder()).isPresent();
    }

    @Test
    void settingsThatAreNotTheAdaptersAreNamed() {
        LoraConfig config = new LoraConfig(
                OptionalInt.of(8),
                OptionalDouble.of(16),
                OptionalDouble.empty(),
                Optional.of(TargetModules.of("c_fc")),
                Optional.of(true),
                Optional.of(FINAL));
        assertThatThrownBy(() -> AdapterStart.of(config, model("trajectories/gpt2_init")))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll(
                        "lora_r is 8 in the run and 4 in the adapter",
                        "lora_alpha is 16.0 in the run and 8.0 in the adapter",
                        "use_rslora is true in the run and false in the adapter",
                        "lora_target_modules is c_fc in the run and c_attn in the adapter");
    }

    @Test
    void anAdapterOfAnotherModelSaysWhatDoesNotFit() {
        assertThatThrownBy(() -> AdapterStart.of(LoraConfig.from(FINAL), model("models/llama_gqa")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is none of the model")
                .hasMessageContaining("no linear map of this model is called c_attn");
        // the same architecture with other shapes: the golden model has a vocabulary of its own, but the same widths
        assertThatThrownBy(() -> AdapterStart.of(
                        LoraConfig.from(Goldens.path("lora/llama_qv")), model("trajectories/gpt2_init")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("q_proj");
    }

    /// PEFT can put adapters beside embeddings and the head.
    @Test
    void anAdapterBesideTheHeadIsNamedAndNotPassedOver(@TempDir Path temp) throws IOException {
        Path folder = Files.createDirectory(temp.resolve("adapter"));
        for (String file : List.of("adapter_config.json", "adapter_model.safetensors")) {
            Files.copy(FINAL.resolve(file), folder.resolve(file));
        }
        Path config = folder.resolve("adapter_config.json");
        String text = Files.readString(config);
        Files.writeString(config, text.replace("\"c_attn\"", "\"c_attn\", \"lm_head\""));
        assertThat(Files.readString(config)).isNotEqualTo(text);
        assertThatThrownBy(() -> AdapterStart.of(LoraConfig.from(folder), model("trajectories/gpt2_init")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("takes in lm_head, which gets no adapter here");
    }

    @Test
    void anAdapterAloneTellsItsModelWhereThatIsAFolder() {
        assertThatThrownBy(() -> AdaptedModel.open(ModelSource.of(FINAL)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("\"gpt2_init\", is no folder here. Give that model as --model");
    }

    @Test
    void aNewAdapterChangesNothingAndIsPeftsInSize() {
        ModelFolder model = model("models/llama_gqa");
        AdapterStart start = AdapterStart.of(fresh("all-linear"), model);
        try (Backend backend = new CpuBackend(1)) {
            Decoder decoder = new Decoder(
                    backend, model.architecture(), DecoderSettings.training(128).with(Optional.of(start.settings())));
            WeightLoader.load(model, decoder);
            Adapters adapters = decoder.adapters().orElseThrow();
            adapters.initialise(42);
            PackedBatch batch = GoldenModel.pairs("llama_gqa", 512);
            assertThat(adapters.parameters().tensors()).hasSize(2 * 7 * 2);
            // Kaiming uniform with a = √5 is uniform in ±1/√inputs: at most 1/√48 here, and with a mean of about 0.
            float[] weights = new float[(int) adapters.parameters().count()];
            backend.download(adapters.parameters().weights(), weights, weights.length);
            double largest = 0;
            int zeros = 0;
            for (float w : weights) {
                largest = Math.max(largest, Math.abs(w));
                zeros += w == 0 ? 1 : 0;
            }
            assertThat(largest).isBetween(0.9 / Math.sqrt(48), 1 / Math.sqrt(48));
            int outer = adapters.parameters().tensors().stream()
                    .filter(t -> t.name().contains("lora_B"))
                    .mapToInt(t -> (int) t.size())
                    .sum();
            assertThat(zeros).isBetween(outer, outer + 2);
            assertThat(batch.rows).isPositive();
            assertThat(List.copyOf(adapters.modules())).hasSize(14);
        }
    }
}
