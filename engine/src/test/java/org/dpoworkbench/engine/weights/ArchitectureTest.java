package org.dpoworkbench.engine.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ArchitectureTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Gpt2 GOLDEN_GPT2 =
            new Gpt2(101, 32, 2, 4, 128, 128, 1e-5, Activation.GELU_NEW, true, false, true);
    private static final Llama GOLDEN_LLAMA =
            new Llama(131, 48, 2, 6, 2, 8, 80, 128, 1e-5, 10_000, false, false, false);

    @ParameterizedTest
    @ValueSource(strings = {"models/gpt2/config.json", "models/gpt2_oldkeys/config.json", "configs_v4/gpt2.json"})
    void gpt2IsReadFromItsNewAndOldForms(String file) {
        assertThat(ofFile(file)).isEqualTo(GOLDEN_GPT2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"models/llama_gqa/config.json", "models/llama_gqa_bf16/config.json", "configs_v4/llama_gqa.json"
            })
    void llamaIsReadFromItsNewAndOldForms(String file) {
        assertThat(ofFile(file)).isEqualTo(GOLDEN_LLAMA);
    }

    @Test
    void aRealTiedLlamaIsRead() {
        Path file = SharedData.path("data/models/TinyStories-656K/config.json");
        assertThat(Architecture.of(file, JsonFile.readObject(file)))
                .isEqualTo(new Llama(2048, 128, 2, 8, 4, 16, 384, 512, 1e-6, 10_000, false, false, true));
    }

    @Test
    void whatAConfigurationLeavesOutIsTransformersDefault() {
        assertThat(of(ModelFolders.GPT2)).isEqualTo(GOLDEN_GPT2);
        assertThat(of(ModelFolders.LLAMA))
                .isEqualTo(new Llama(131, 48, 2, 6, 6, 8, 80, 2048, 1e-6, 10_000, false, false, false));
    }

    @Test
    void theRotaryBaseComesFromEitherForm() {
        assertThat(((Llama) llama("rope_theta", "500000.0")).ropeTheta()).isEqualTo(500_000);
        assertThat(((Llama) llama("rope_parameters", "{\"rope_theta\": 500000, \"rope_type\": \"default\"}"))
                        .ropeTheta())
                .isEqualTo(500_000);
    }

    @Test
    void otherRotaryTypesAreNamedAsNotSupportedYet() {
        String llama3 = "{\"rope_type\": \"llama3\", \"factor\": 8.0}";
        assertThatThrownBy(() -> llama("rope_parameters", llama3))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("config.json", "llama3", "not supported yet");
        assertThatThrownBy(() -> llama("rope_scaling", llama3)).hasMessageContaining("llama3");
        assertThatThrownBy(() -> llama("rope_scaling", "{\"type\": \"linear\", \"factor\": 2.0}"))
                .hasMessageContaining("linear");
    }

    @Test
    void anUnknownArchitectureIsNamedWithTheKnownOnes() {
        assertThatThrownBy(() -> of("{\"model_type\": \"mamba\"}"))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("config.json", "\"mamba\"", "gpt2, llama");
        assertThatThrownBy(() -> of("{}")).hasMessageContainingAll("model_type is missing", "gpt2, llama");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        assertThatThrownBy(() -> of("""
                                {"model_type": "gpt2", "vocab_size": "many", "n_layer": 0, "n_head": 2.5,
                                 "n_positions": 128, "layer_norm_epsilon": -1, "activation_function": "mish",
                                 "tie_word_embeddings": 1, "add_cross_attention": true, "quantization_config": {}}
                                """))
                .isInstanceOfSatisfying(
                        UserError.class,
                        e -> assertThat(e.problems())
                                .hasSize(9)
                                .allMatch(p -> p.startsWith("config.json: "))
                                .anyMatch(p -> p.contains("n_embd is missing"))
                                .anyMatch(p -> p.contains("vocab_size must be a whole number >= 1, is \"many\""))
                                .anyMatch(p -> p.contains("n_layer must be a whole number >= 1, is 0"))
                                .anyMatch(p -> p.contains("n_head must be a whole number >= 1, is 2.5"))
                                .anyMatch(p -> p.contains("layer_norm_epsilon must be a number > 0, is -1"))
                                .anyMatch(p -> p.contains("\"mish\", which is none of: gelu, "))
                                .anyMatch(p -> p.contains("tie_word_embeddings must be true or false, is 1"))
                                .anyMatch(p -> p.contains("add_cross_attention"))
                                .anyMatch(p -> p.contains("quantised")));
    }

    @Test
    void sizesThatDoNotFitEachOtherAreRefused() {
        assertThatThrownBy(() -> llama("num_key_value_heads", "4")).hasMessageContaining("4 must divide");
        assertThatThrownBy(() -> llama("num_attention_heads", "5")).hasMessageContaining("5 must divide");
        assertThatThrownBy(() -> llama("head_dim", "7")).hasMessageContaining("head_dim must be even");
        assertThatThrownBy(() -> llama("hidden_act", "\"gelu\"")).hasMessageContaining("must be silu");
    }

    private static Architecture llama(String field, String value) {
        ObjectNode config = (ObjectNode) JSON.readTree(ModelFolders.LLAMA);
        config.set(field, JSON.readTree(value));
        return Architecture.of(Path.of("config.json"), config);
    }

    private static Architecture of(String config) {
        return Architecture.of(Path.of("config.json"), JSON.readTree(config));
    }

    private static Architecture ofFile(String golden) {
        Path file = SharedData.path("goldens/" + golden);
        return Architecture.of(file, JsonFile.readObject(file));
    }
}
