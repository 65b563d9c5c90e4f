package org.dpoworkbench.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.Bfloat16Tensor;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.cpu.CpuBackend;
import org.dpoworkbench.engine.config.FrozenDtype;
import org.dpoworkbench.engine.golden.Goldens;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Frozen weights in bfloat16.
class FrozenWeightsTest {
    private static final int CAPACITY = 512;

    /// What computes; another backend's tests say another.
    Backend open() {
        return new CpuBackend(2);
    }

    /// A file in bfloat16 loses nothing.
    @Test
    void logProbsOfAFileInBfloat16AreTransformers() {
        JsonNode golden = Goldens.json("forward/llama_gqa_bf16.json");
        try (Backend backend = open()) {
            Decoder decoder = decoder(backend, "llama_gqa_bf16", FrozenDtype.BFLOAT16);
            PackedBatch batch = new PackedBatch(CAPACITY, 1);
            for (JsonNode sequence : golden.get("sequences")) {
                int[] ids = Goldens.ints(sequence.get("input_ids"));
                batch.clear();
                Packer.add(
                        batch,
                        new int[] {ids[0]},
                        new int[][] {Arrays.copyOfRange(ids, 1, ids.length)},
                        new boolean[][] {GoldenModel.all(ids.length - 1)});
                double[] logProbs = new double[ids.length];
                decoder.forward(batch, logProbs);
                double[] expected = Goldens.doubles(sequence.get("token_logps_f64"));
                for (int t = 0; t < expected.length; t++) {
                    assertThat(logProbs[t]).isCloseTo(expected[t], within(2e-5));
                }
            }
        }
    }

    /// A file in float32 is rounded while read, its matrices alone.
    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "llama_gqa", "gpt_neox"})
    void logProbsOfAFileInFloat32AreThoseOfItsRoundedMatrices(String family) {
        try (Backend backend = open()) {
            Decoder rounded = decoder(backend, family, FrozenDtype.FLOAT32);
            FloatTensor matrices =
                    rounded.parameters().weights().slice(0, rounded.parameters().decayed());
            float[] weights = new float[Math.toIntExact(matrices.size())];
            backend.download(matrices, weights, weights.length);
            for (int i = 0; i < weights.length; i++) {
                weights[i] = Bfloat16Tensor.widen(Bfloat16Tensor.round(weights[i]));
            }
            backend.upload(weights, weights.length, matrices);
            PackedBatch batch = GoldenModel.pairs(family, CAPACITY);
            double[] want = new double[batch.targets.targets];
            double[] got = new double[batch.targets.targets];
            rounded.forward(batch, want);
            decoder(backend, family, FrozenDtype.BFLOAT16).forward(batch, got);
            assertThat(got).usingComparatorWithPrecision(2e-5).containsExactly(want);
        }
    }

    private static Decoder decoder(Backend backend, String name, FrozenDtype dtype) {
        ModelFolder model = ModelFolder.open(Goldens.path("models/" + name));
        Decoder decoder = new Decoder(
                backend, model.architecture(), DecoderSettings.scoring(CAPACITY).with(dtype));
        WeightLoader.load(model, decoder);
        return decoder;
    }

    @Test
    void matricesTakeHalfTheMemory() {
        ModelFolder model = ModelFolder.open(Goldens.path("models/llama_gqa"));
        try (Backend backend = open()) {
            long before = backend.allocatedBytes();
            Decoder whole = new Decoder(backend, model.architecture(), DecoderSettings.scoring(1));
            long between = backend.allocatedBytes();
            var _ = new Decoder(
                    backend, model.architecture(), DecoderSettings.scoring(1).with(FrozenDtype.BFLOAT16));
            long saved = between - before - (backend.allocatedBytes() - between);
            assertThat(saved).isEqualTo(2 * whole.parameters().decayed());
        }
    }

    @Test
    void whatIsTrainedIsNeverBfloat16() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecoderSettings.training(1).with(FrozenDtype.BFLOAT16));
    }
}
