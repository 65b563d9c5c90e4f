package org.dpoworkbench.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InitialWeightsTest {
    private static final LlamaShape SHAPE = LlamaShape.sample(500);
    private final Map<String, float[]> tensors = new LinkedHashMap<>();
    private final Map<String, List<Integer>> shapes = new LinkedHashMap<>();

    @BeforeEach
    void write() throws IOException {
        InitialWeights.write(SHAPE, 3, (name, shape, values) -> {
            tensors.put(name, values);
            shapes.put(name, Arrays.stream(shape).boxed().toList());
        });
    }

    @Test
    void everyParameterIsWrittenOnce() {
        long count =
                tensors.values().stream().mapToLong(values -> values.length).sum();

        assertThat(count).isEqualTo(SHAPE.parameters());
        assertThat(shapes)
                .allSatisfy((name, shape) -> assertThat(shape.stream().reduce(1, Math::multiplyExact))
                        .isEqualTo(tensors.get(name).length));
    }

    /// Names and orientation as `LlamaForCausalLM` has them; width 128, 4 heads over 2, inner width 384.
    @Test
    void tensorsAreThoseOfALlamaCheckpoint() {
        assertThat(shapes)
                .hasSize(1 + 4 * 9 + 1)
                .containsEntry("model.embed_tokens.weight", List.of(500, 128))
                .containsEntry("model.layers.0.input_layernorm.weight", List.of(128))
                .containsEntry("model.layers.0.self_attn.q_proj.weight", List.of(128, 128))
                .containsEntry("model.layers.0.self_attn.k_proj.weight", List.of(64, 128))
                .containsEntry("model.layers.0.self_attn.v_proj.weight", List.of(64, 128))
                .containsEntry("model.layers.0.self_attn.o_proj.weight", List.of(128, 128))
                .containsEntry("model.layers.3.post_attention_layernorm.weight", List.of(128))
                .containsEntry("model.layers.3.mlp.gate_proj.weight", List.of(384, 128))
                .containsEntry("model.layers.3.mlp.up_proj.weight", List.of(384, 128))
                .containsEntry("model.layers.3.mlp.down_proj.weight", List.of(128, 384))
                .containsEntry("model.norm.weight", List.of(128))
                .doesNotContainKey("lm_head.weight");
    }

    @Test
    void matricesAreNormalWithDeviationOneFiftiethAndNormsAreOne() {
        tensors.forEach((name, values) -> {
            if (name.contains("norm")) {
                assertThat(values).containsOnly(1f);
            } else {
                double n = values.length;
                double mean = sum(values, value -> value) / n;
                double deviation = Math.sqrt(sum(values, value -> (value - mean) * (value - mean)) / n);
                assertThat(mean).as(name).isCloseTo(0, within(5 * 0.02 / Math.sqrt(n)));
                assertThat(deviation).as(name).isCloseTo(0.02, within(5 * 0.02 / Math.sqrt(2 * n)));
            }
        });
    }

    private static double sum(float[] values, DoubleUnaryOperator of) {
        double sum = 0;
        for (float value : values) {
            sum += of.applyAsDouble(value);
        }
        return sum;
    }
}
