package org.dpoworkbench.engine.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightBindingTest {
    private static final List<String> PREFIXES = List.of("transformer.");
    private static final List<Pattern> BUFFERS =
            List.of(Pattern.compile("(transformer\\.)?h\\.\\d+\\.attn\\.(bias|masked_bias)"));
    private static final List<ExpectedTensor> EXPECTED =
            List.of(new ExpectedTensor("transformer.wte.weight", 3, 2), new ExpectedTensor("transformer.ln_f.bias", 2));

    @TempDir
    Path folder;

    @Test
    void parametersAreFoundUnderTheirFullNames() {
        Map<String, Weight> bound = bind(
                ModelFolders.zeros("transformer.ln_f.bias", 2), ModelFolders.zeros("transformer.wte.weight", 3, 2));
        assertThat(bound.keySet()).containsExactly("transformer.wte.weight", "transformer.ln_f.bias");
    }

    @Test
    void aPrefixMayBeLeftOutAndBuffersAreIgnored() {
        Map<String, Weight> bound = bind(
                ModelFolders.zeros("ln_f.bias", 2),
                ModelFolders.zeros("wte.weight", 3, 2),
                ModelFolders.zeros("h.0.attn.bias", 1, 1, 4, 4),
                ModelFolders.zeros("transformer.h.1.attn.masked_bias", 1));
        assertThat(bound.get("transformer.wte.weight").info().name()).isEqualTo("wte.weight");
        assertThat(bound).hasSize(2);
    }

    @Test
    void allThatDoesNotFitIsSaidAtOnce() {
        assertThatThrownBy(() -> bind(
                        ModelFolders.zeros("transformer.wte.weight", 2, 3),
                        ModelFolders.zeros("transformer.h.0.attn.bias", 1),
                        ModelFolders.zeros("score.weight", 2),
                        ModelFolders.zeros("value.weight", 2)))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll(
                        "Missing: transformer.ln_f.bias.",
                        "Not part of this architecture: score.weight, value.weight.",
                        "transformer.wte.weight [2, 3], wanted [3, 2]")
                .hasMessageNotContaining("attn.bias");
    }

    @Test
    void aParameterGivenTwiceIsSurplus() {
        assertThatThrownBy(() -> bind(
                        ModelFolders.zeros("transformer.wte.weight", 3, 2),
                        ModelFolders.zeros("wte.weight", 3, 2),
                        ModelFolders.zeros("ln_f.bias", 2)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Not part of this architecture: wte.weight.");
    }

    private Map<String, Weight> bind(SafetensorsWriter.Source... tensors) {
        Path file = folder.resolve("model.safetensors");
        ModelFolders.weights(file, tensors);
        try (WeightFiles weights = WeightFiles.open(List.of(file))) {
            return WeightBinding.bind(EXPECTED, weights, PREFIXES, BUFFERS, Map.of());
        }
    }
}
