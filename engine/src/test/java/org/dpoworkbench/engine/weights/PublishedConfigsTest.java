package org.dpoworkbench.engine.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.dpoworkbench.engine.golden.Goldens;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// Families' configurations: as transformers 5 writes them, as older versions did, and as well-known models are
/// published, with the fields that say what a decoder is.
class PublishedConfigsTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    /// transformers gives bit-identical logits with either form; see docs/goldens/families.py.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gemma2",
                "gemma3_text",
                "gpt_neox_sequential",
                "gptj",
                "llama_linear",
                "llama_scaled",
                "mistral",
                "phi3",
                "qwen2",
                "qwen3"
            })
    void theOlderFormMeansTheSame(String name) {
        Architecture older = ofFile("configs_v4/" + name + ".json");
        assertThat(older).isEqualTo(ofFile("models/" + name + "/config.json"));
    }

    @Test
    void llama31() {
        assertThat(of("""
                {"model_type": "llama", "vocab_size": 128256, "hidden_size": 4096, "intermediate_size": 14336,
                 "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 8, "hidden_act": "silu",
                 "max_position_embeddings": 131072, "rms_norm_eps": 1e-05, "rope_theta": 500000.0,
                 "rope_scaling": {"factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
                     "original_max_position_embeddings": 8192, "rope_type": "llama3"},
                 "attention_bias": false, "mlp_bias": false, "pretraining_tp": 1, "tie_word_embeddings": false,
                 "bos_token_id": 128000, "eos_token_id": [128001, 128008, 128009], "torch_dtype": "bfloat16"}
                """))
                .isEqualTo(new Llama(
                        new Sizes(128_256, 4096, 32, 14_336, 131_072),
                        new Heads(32, 8, 128),
                        new Rope(500_000, 128, new RopeScaling.Llama3(8, 1, 4, 8192)),
                        1e-5,
                        false,
                        false,
                        false));
    }

    @Test
    void mistralWithAndWithoutAWindow() {
        String v1 = """
                {"model_type": "mistral", "vocab_size": 32000, "hidden_size": 4096, "intermediate_size": 14336,
                 "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 8, "hidden_act": "silu",
                 "max_position_embeddings": 32768, "rms_norm_eps": 1e-05, "rope_theta": 10000.0,
                 "sliding_window": 4096, "tie_word_embeddings": false}
                """;
        Mistral expected = new Mistral(
                new Sizes(32_000, 4096, 32, 14_336, 32_768),
                new Heads(32, 8, 128),
                rope(10_000, 128),
                1e-5,
                everywhere(32, OptionalInt.of(4096)),
                false);
        assertThat(of(v1)).isEqualTo(expected);
        assertThat(((Mistral) of(v1.replace("4096, \"tie", "null, \"tie"))).windows())
                .isEqualTo(everywhere(32, OptionalInt.empty()));
        assertThat(((Mistral) of(v1.replace("\"sliding_window\": 4096,", ""))).windows())
                .as("left out, transformers takes 4096")
                .isEqualTo(everywhere(32, OptionalInt.of(4096)));
    }

    @Test
    void qwen25WithItsWindowOffAndOn() {
        String published = """
                {"model_type": "qwen2", "vocab_size": 151936, "hidden_size": 896, "intermediate_size": 4864,
                 "num_hidden_layers": 24, "num_attention_heads": 14, "num_key_value_heads": 2, "hidden_act": "silu",
                 "max_position_embeddings": 32768, "max_window_layers": 21, "rms_norm_eps": 1e-06,
                 "rope_theta": 1000000.0, "sliding_window": 32768, "tie_word_embeddings": true,
                 "use_sliding_window": false}
                """;
        Qwen2 expected = new Qwen2(
                new Sizes(151_936, 896, 24, 4864, 32_768),
                new Heads(14, 2, 64),
                rope(1_000_000, 64),
                1e-6,
                everywhere(24, OptionalInt.empty()),
                true);
        assertThat(of(published)).isEqualTo(expected);
        Qwen2 windowed = (Qwen2) of(published.replace("window\": false", "window\": true"));
        assertThat(windowed.windows().byLayer().indexOf(OptionalInt.of(32_768))).isEqualTo(21);
        assertThat(windowed.windows().byLayer()).endsWith(OptionalInt.of(32_768));
    }

    @Test
    void qwen3WithHeadsOfTheirOwnSize() {
        assertThat(of("""
                {"model_type": "qwen3", "vocab_size": 151936, "hidden_size": 1024, "intermediate_size": 3072,
                 "num_hidden_layers": 28, "num_attention_heads": 16, "num_key_value_heads": 8, "head_dim": 128,
                 "hidden_act": "silu", "max_position_embeddings": 40960, "max_window_layers": 28,
                 "attention_bias": false, "rms_norm_eps": 1e-06, "rope_scaling": null, "rope_theta": 1000000,
                 "sliding_window": null, "tie_word_embeddings": true, "use_sliding_window": false}
                """))
                .isEqualTo(new Qwen3(
                        new Sizes(151_936, 1024, 28, 3072, 40_960),
                        new Heads(16, 8, 128),
                        rope(1_000_000, 128),
                        1e-6,
                        everywhere(28, OptionalInt.empty()),
                        false,
                        true));
    }

    @Test
    void phi3WithShortContextIsReadAndWithLongContextRefusedByName() {
        String short4k = """
                {"model_type": "phi3", "vocab_size": 32064, "hidden_size": 3072, "intermediate_size": 8192,
                 "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 32, "hidden_act": "silu",
                 "max_position_embeddings": 4096, "original_max_position_embeddings": 4096, "rms_norm_eps": 1e-05,
                 "rope_scaling": null, "rope_theta": 10000.0, "sliding_window": 2047, "tie_word_embeddings": false}
                """;
        assertThat(of(short4k))
                .isEqualTo(new Phi3(
                        new Sizes(32_064, 3072, 32, 8192, 4096),
                        new Heads(32, 32, 96),
                        rope(10_000, 96),
                        1e-5,
                        everywhere(32, OptionalInt.of(2047)),
                        false));
        assertThat(((Phi3) of(short4k.replace("\"rope_scaling\": null", "\"partial_rotary_factor\": 0.75")))
                        .rope()
                        .dimensions())
                .isEqualTo(72);
        for (String type : List.of("longrope", "su", "yarn")) {
            assertThatThrownBy(() -> of(short4k.replace(
                            "\"rope_scaling\": null",
                            "\"rope_scaling\": {\"type\": \"%s\", \"long_factor\": [1.0], \"short_factor\": [1.0]}"
                                    .formatted(type))))
                    .isInstanceOf(UserError.class)
                    .hasMessageContainingAll("\"" + type + "\"", "not supported");
        }
    }

    @Test
    void gemma2() {
        Gemma2 read = (Gemma2) of("""
                {"model_type": "gemma2", "vocab_size": 256000, "hidden_size": 2304, "intermediate_size": 9216,
                 "num_hidden_layers": 26, "num_attention_heads": 8, "num_key_value_heads": 4, "head_dim": 256,
                 "hidden_act": "gelu_pytorch_tanh", "hidden_activation": "gelu_pytorch_tanh",
                 "max_position_embeddings": 8192, "query_pre_attn_scalar": 256, "rms_norm_eps": 1e-06,
                 "rope_theta": 10000.0, "sliding_window": 4096, "attention_bias": false,
                 "attn_logit_softcapping": 50.0, "final_logit_softcapping": 30.0, "cache_implementation": "hybrid"}
                """);
        List<OptionalInt> windows = IntStream.range(0, 26)
                .mapToObj(l -> l % 2 == 0 ? OptionalInt.of(4096) : OptionalInt.empty())
                .toList();
        assertThat(read)
                .isEqualTo(new Gemma2(
                        new Sizes(256_000, 2304, 26, 9216, 8192),
                        new Heads(8, 4, 256),
                        rope(10_000, 256),
                        1e-6,
                        Activation.GELU_NEW,
                        256,
                        50,
                        30,
                        new Windows(windows),
                        false,
                        true));
    }

    @Test
    void gemma3() {
        Gemma3 read = (Gemma3) of("""
                {"model_type": "gemma3_text", "vocab_size": 262144, "hidden_size": 1152, "intermediate_size": 6912,
                 "num_hidden_layers": 26, "num_attention_heads": 4, "num_key_value_heads": 1, "head_dim": 256,
                 "hidden_activation": "gelu_pytorch_tanh", "max_position_embeddings": 32768,
                 "query_pre_attn_scalar": 256, "rms_norm_eps": 1e-06, "rope_local_base_freq": 10000,
                 "rope_scaling": null, "rope_theta": 1000000, "sliding_window": 512, "sliding_window_pattern": 6,
                 "attn_logit_softcapping": null, "final_logit_softcapping": null}
                """);
        assertThat(read.rope()).isEqualTo(rope(1_000_000, 256));
        assertThat(read.localRope()).isEqualTo(rope(10_000, 256));
        assertThat(read.tied()).isTrue();
        assertThat(read.logitCap()).isZero();
        assertThat(IntStream.range(0, 26)
                        .filter(l -> read.windows().byLayer().get(l).isEmpty()))
                .containsExactly(5, 11, 17, 23);
    }

    @Test
    void pythiaAndGptJ() {
        assertThat(of("""
                {"model_type": "gpt_neox", "vocab_size": 50304, "hidden_size": 512, "intermediate_size": 2048,
                 "num_hidden_layers": 6, "num_attention_heads": 8, "hidden_act": "gelu", "layer_norm_eps": 1e-05,
                 "max_position_embeddings": 2048, "rotary_emb_base": 10000, "rotary_pct": 0.25,
                 "tie_word_embeddings": false, "use_parallel_residual": true}
                """))
                .isEqualTo(new GptNeoX(
                        new Sizes(50_304, 512, 6, 2048, 2048),
                        new Heads(8, 8, 64),
                        rope(10_000, 16),
                        1e-5,
                        Activation.GELU,
                        true,
                        true,
                        false));
        assertThat(of("""
                {"model_type": "gptj", "vocab_size": 50400, "n_embd": 4096, "n_layer": 28, "n_head": 16,
                 "n_inner": null, "n_positions": 2048, "rotary": true, "rotary_dim": 64,
                 "activation_function": "gelu_new", "layer_norm_epsilon": 1e-05, "tie_word_embeddings": false}
                """))
                .isEqualTo(new GptJ(
                        new Sizes(50_400, 4096, 28, 16_384, 2048),
                        new Heads(16, 16, 256),
                        rope(10_000, 64),
                        1e-5,
                        Activation.GELU_NEW,
                        false));
    }

    @Test
    void aMultimodalModelIsNamedWithTheTypeOfItsTextPart() {
        assertThatThrownBy(() -> of("""
                {"model_type": "gemma3", "architectures": ["Gemma3ForConditionalGeneration"],
                 "text_config": {"model_type": "gemma3_text"}, "vision_config": {"model_type": "siglip_vision_model"}}
                """))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("\"gemma3\"", "Gemma3ForConditionalGeneration", "multimodal", "gemma3_text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"use_bidirectional_attention\": true",
                "\"layer_types\": [\"sliding_attention\", \"chunked_attention\"]",
                "\"layer_types\": [\"sliding_attention\"]",
                "\"sliding_window\": null",
                "\"sliding_window\": 0",
                "\"hidden_activation\": \"mish\"",
                "\"partial_rotary_factor\": 0.5",
                "\"final_logit_softcapping\": -1"
            })
    void whatIsNotReadIsNamed(String field) {
        String name = field.substring(1, field.indexOf('"', 1));
        assertThatThrownBy(() -> of("""
                {"model_type": "gemma2", "vocab_size": 10, "hidden_size": 8, "intermediate_size": 8, "head_dim": 4,
                 "num_hidden_layers": 2, "num_attention_heads": 2, "num_key_value_heads": 1, %s}
                """.formatted(field)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(name);
    }

    private static Rope rope(double theta, int dimensions) {
        return new Rope(theta, dimensions, new RopeScaling.None());
    }

    private static Windows everywhere(int layers, OptionalInt window) {
        return new Windows(Collections.nCopies(layers, window));
    }

    private static Architecture of(String config) {
        return Architecture.of(Path.of("config.json"), JSON.readTree(config));
    }

    private static Architecture ofFile(String golden) {
        Path file = Goldens.path(golden);
        return Architecture.of(file, JsonFile.readObject(file));
    }
}
