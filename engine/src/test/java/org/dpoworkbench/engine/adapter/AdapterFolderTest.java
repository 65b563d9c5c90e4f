package org.dpoworkbench.engine.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.config.TargetModules;
import org.dpoworkbench.engine.golden.Goldens;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.weights.DType;
import org.dpoworkbench.engine.weights.SafetensorsWriter;
import org.dpoworkbench.engine.weights.WeightFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Adapters as peft 0.21 writes them.
class AdapterFolderTest {
    @TempDir
    Path folder;

    @Test
    void peftsSettingsAreRead() {
        AdapterSettings settings =
                AdapterFolder.open(Goldens.path("lora/llama_all_rslora")).settings();
        assertThat(settings.r()).isEqualTo(3);
        assertThat(settings.alpha()).isEqualTo(6);
        assertThat(settings.rslora()).isTrue();
        assertThat(settings.base()).hasValue("llama_gqa");
        assertThat(settings.targets().takes("model.layers.1.mlp.up_proj")).isTrue();
        assertThat(settings.targets().takes("model.layers.2.mlp.up_proj")).isFalse();
        // rank_pattern {down_proj: 2}, alpha_pattern {layers.1.self_attn.o_proj: 5}
        assertThat(settings.rank("model.layers.0.mlp.down_proj")).isEqualTo(2);
        assertThat(settings.rank("model.layers.0.mlp.up_proj")).isEqualTo(3);
        assertThat(settings.scale("model.layers.0.mlp.down_proj")).isEqualTo((float) (6 / Math.sqrt(2)));
        assertThat(settings.scale("model.layers.1.self_attn.o_proj")).isEqualTo((float) (5 / Math.sqrt(3)));
        assertThat(settings.scale("model.layers.0.self_attn.o_proj")).isEqualTo((float) (6 / Math.sqrt(3)));
    }

    @Test
    void aTextOfTargetsIsAPatternForTheWholeName() {
        AdapterSettings settings =
                AdapterFolder.open(Goldens.path("lora/gpt2_pattern")).settings();
        assertThat(settings.targets()).isInstanceOf(TargetModules.Matching.class);
        assertThat(settings.targets().takes("transformer.h.0.mlp.c_fc")).isTrue();
        assertThat(settings.targets().takes("h.0.mlp.c_fc")).isFalse();
        assertThat(settings.targets().takes("transformer.h.0.attn.c_proj")).isFalse();
        assertThat(settings.scale("transformer.h.0.mlp.c_fc")).isEqualTo(1.5f);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        AdapterSettings settings = new AdapterSettings(
                2,
                0.5,
                0.25,
                new TargetModules.Named(List.of("q_proj")),
                true,
                Map.of("layers\\.0\\..*", 1),
                Map.of("q_proj", 3.5),
                Optional.of("a model"));
        float[] a = {1, 2, 3, 4, 5, 6};
        AdapterFolder.write(
                folder.resolve("adapter"),
                settings,
                false,
                List.of(new SafetensorsWriter.Source(
                        AdapterFolder.inner("q_proj"), new long[] {2, 3}, DType.F32, MemorySegment.ofArray(a), 0)));

        AdapterFolder again = AdapterFolder.open(folder.resolve("adapter"));
        assertThat(again.settings()).isEqualTo(settings);
        try (WeightFiles weights = again.weights()) {
            assertThat(weights.names()).containsExactly("base_model.model.q_proj.lora_A.weight");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"use_dora\": false | \"use_dora\": true | use_dora is true, which is not supported",
                "\"modules_to_save\": null | \"modules_to_save\": [\"lm_head\"] | modules_to_save is [\"lm_head\"]",
                "\"bias\": \"none\" | \"bias\": \"lora_only\" | bias is \"lora_only\": trained biases are not supported",
                "\"peft_type\": \"LORA\" | \"peft_type\": \"IA3\" | peft_type is \"IA3\"; only LORA adapters",
                "\"task_type\": \"CAUSAL_LM\" | \"task_type\": \"SEQ_CLS\" | task_type is \"SEQ_CLS\"",
                "\"init_lora_weights\": true | \"init_lora_weights\": \"pissa\" | init_lora_weights is \"pissa\"",
                "\"layers_to_transform\": null | \"layers_to_transform\": [0] | layers_to_transform is [0]",
                "\"trainable_token_indices\": null | \"trainable_token_indices\": [5] | trainable_token_indices is [5]",
                "\"lora_bias\": false | \"lora_bias\": true | lora_bias is true",
                "\"qalora_group_size\": 16 | \"something_new\": 3 | something_new is 3, which is not supported",
                "\"r\": 4 | \"r\": 0 | r must be a whole number >= 1, is 0",
                "\"lora_alpha\": 8 | \"lora_alpha\": \"8\" | lora_alpha must be a number > 0, is \"8\"",
                "\"lora_dropout\": 0.0 | \"lora_dropout\": 1.0 | lora_dropout must be in [0, 1), is 1.0",
                "\"rank_pattern\": {} | \"rank_pattern\": {\"(\": 2} | rank_pattern: \"(\" is no regular expression",
                "\"rank_pattern\": {} | \"rank_pattern\": {\"c_attn\": 0.5} | rank_pattern must be a whole number"
            })
    void whatIsNotSupportedIsNamed(String plain, String changed, String said) throws IOException {
        Path config = copied().resolve("adapter_config.json");
        String text = Files.readString(config);
        assertThat(text).contains(plain);
        Files.writeString(config, text.replace(plain, changed));
        assertThatThrownBy(() -> AdapterFolder.open(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("adapter_config.json: ")
                .hasMessageContaining(said);
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() throws IOException {
        Path config = copied().resolve("adapter_config.json");
        Files.writeString(
                config,
                Files.readString(config)
                        .replace("\"use_dora\": false", "\"use_dora\": true")
                        .replace("\"r\": 4", "\"r\": -4"));
        assertThatThrownBy(() -> AdapterFolder.open(folder))
                .hasMessageContaining("use_dora")
                .hasMessageContaining("r must be");
    }

    @Test
    void whatIsNoAdapterSaysWhatItIs() throws IOException {
        assertThatThrownBy(() -> AdapterFolder.open(folder.resolve("none")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("none does not exist");
        assertThatThrownBy(() -> AdapterFolder.open(Goldens.path("trajectories/gpt2_init")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("It is a whole model; give it as --model.");
        Path adapter = copied();
        Files.move(adapter.resolve("adapter_model.safetensors"), adapter.resolve("adapter_model.bin"));
        assertThatThrownBy(() -> AdapterFolder.open(adapter))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("adapter_model.bin is a Python pickle");
    }

    private Path copied() throws IOException {
        for (String name : List.of("adapter_config.json", "adapter_model.safetensors")) {
            Files.copy(Goldens.path("trajectories/gpt2_lora/adapter_final").resolve(name), folder.resolve(name));
        }
        return folder;
    }
}
