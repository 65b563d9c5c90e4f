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
    private static final String KNOWN = "gemma2, gemma3_text, gpt2, gpt_neox, gptj, llama, mistral, phi3, qwen2, qwen3";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Gpt2 GOLDEN_GPT2 =
            new Gpt2(new Sizes(101, 32, 2, 128, 128), new Heads(4, 4, 8), 1e-5, Activation.GELU_NEW, true, false, true);
    private static final Llama GOLDEN_LLAMA =
            new Llama(new Sizes(131, 48, 2, 80, 128), new Heads(6, 2, 8), rope(10_000, 8), 1e-5, false, false, false);
    private static final GptNeoX GOLDEN_NEOX = new GptNeoX(
            new Sizes(113, 48, 2, 96, 128),
            new Heads(2, 2, 24),
            rope(10_000, 6),
            1e-5,
            Activation.GELU,
            true,
            true,
            false);

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

    @ParameterizedTest
    @ValueSource(strings = {"models/gpt_neox/config.json", "configs_v4/gpt_neox.json"})
    void gptNeoXIsReadFromItsNewAndOldForms(String file) {
        assertThat(ofFile(file)).isEqualTo(GOLDEN_NEOX);
    }

    @Test
    void aRealTiedLlamaIsRead() {
        Path file = SharedData.path("data/models/TinyStories-656K/config.json");
        assertThat(Architecture.of(file, JsonFile.readObject(file)))
                .isEqualTo(new Llama(
                        new Sizes(2048, 128, 2, 384, 512),
                        new Heads(8, 4, 16),
                        rope(10_000, 16),
                        1e-6,
                        false,
                        false,
                        true));
    }

    @Test
    void whatAConfigurationLeavesOutIsTransformersDefault() {
        assertThat(of(ModelFolders.GPT2)).isEqualTo(GOLDEN_GPT2);
        assertThat(of(ModelFolders.LLAMA))
                .isEqualTo(new Llama(
                        new Sizes(131, 48, 2, 80, 2048),
                        new Heads(6, 6, 8),
                        rope(10_000, 8),
                        1e-6,
                        false,
                        false,
                        false));
    }

    @Test
    void theRotaryBaseComesFromEitherForm() {
        assertThat(rope("rope_theta", "500000.0")).isEqualTo(rope(500_000, 8));
        assertThat(rope("rope_parameters", "{\"rope_theta\": 500000, \"rope_type\": \"default\"}"))
                .isEqualTo(rope(500_000, 8));
    }

    /// Field for field as in the published `config.json` of Llama 3.1, and in transformers 5's form of it.
    @Test
    void scaledRotaryPositionsAreReadFromEitherForm() {
        String llama3 = "\"factor\": 8.0, \"low_freq_factor\": 1.0, \"high_freq_factor\": 4.0,"
                + " \"original_max_position_embeddings\": 8192, \"rope_type\": \"llama3\"}";
        RopeScaling.Llama3 scaling = new RopeScaling.Llama3(8, 1, 4, 8192);
        assertThat(rope("rope_scaling", "{" + llama3)).isEqualTo(new Rope(10_000, 8, scaling));
        assertThat(rope("rope_parameters", "{\"rope_theta\": 500000.0, " + llama3))
                .isEqualTo(new Rope(500_000, 8, scaling));
        assertThat(rope("rope_scaling", "{\"type\": \"linear\", \"factor\": 2.0}"))
                .isEqualTo(new Rope(10_000, 8, new RopeScaling.Linear(2)));
        assertThatThrownBy(() -> llama("rope_scaling", "{\"rope_type\": \"llama3\", \"factor\": 8.0}"))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("low_freq_factor is missing", "high_freq_factor is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dynamic", "yarn", "longrope", "su"})
    void otherRotaryTypesAreNamedAsNotSupported(String type) {
        assertThatThrownBy(() -> llama("rope_scaling", "{\"type\": \"" + type + "\", \"factor\": 2.0}"))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll(
                        "config.json", "\"" + type + "\"", "not supported", "default, linear and llama3");
        assertThatThrownBy(() -> llama("rope_parameters", "{\"rope_type\": \"" + type + "\", \"factor\": 2.0}"))
                .hasMessageContaining("\"" + type + "\"");
        assertThatThrownBy(() -> llama("partial_rotary_factor", "0.5")).hasMessageContaining("partial_rotary_factor");
    }

    @Test
    void anUnknownArchitectureIsNamedWithTheKnownOnes() {
        assertThatThrownBy(() -> of("{\"model_type\": \"mamba\"}"))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("config.json", "\"mamba\"", KNOWN);
        assertThatThrownBy(() -> of("{}")).hasMessageContainingAll("model_type is missing", KNOWN);
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

    private static Rope rope(double theta, int dimensions) {
        return new Rope(theta, dimensions, new RopeScaling.None());
    }

    private static Rope rope(String field, String value) {
        return ((Llama) llama(field, value)).rope();
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
