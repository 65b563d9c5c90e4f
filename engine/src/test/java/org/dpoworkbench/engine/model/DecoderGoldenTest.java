package org.dpoworkbench.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.cpu.CpuBackend;
import org.dpoworkbench.engine.golden.Goldens;
import org.dpoworkbench.engine.weights.SafetensorsFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Hidden states, logits, log-probs and gradients against `transformers` (float64), with the tolerances that its own
/// float32 results suggest.
class DecoderGoldenTest {
    private static final int CAPACITY = 512;

    /// What computes; another backend's tests say another.
    Backend open() {
        return new CpuBackend(2);
    }

    @ParameterizedTest
    @MethodSource("org.dpoworkbench.engine.model.GoldenModel#all")
    void hiddenStatesAndLogitsAreTransformers(String family) {
        JsonNode golden = Goldens.json("forward/" + family + ".json");
        try (Backend backend = open();
                SafetensorsFile tensors = SafetensorsFile.open(Goldens.path("forward/" + family + ".safetensors"))) {
            Decoder decoder = GoldenModel.decoder(backend, "models/" + family, CAPACITY);
            PackedBatch batch = new PackedBatch(CAPACITY, 4);
            int n = 0;
            for (JsonNode sequence : golden.get("sequences")) {
                int[] ids = Goldens.ints(sequence.get("input_ids"));
                batch.clear();
                everyTokenPredicted(batch, ids);
                assertClose(backend, decoder.hidden(batch), ids.length, tensors, "seq" + n + ".hidden", 6e-5);
                assertClose(backend, decoder.logits(batch), ids.length, tensors, "seq" + n + ".logits_f64", 6e-5);

                double[] logProbs = new double[ids.length + 1];
                decoder.forward(batch, logProbs);
                double[] expected = Goldens.doubles(sequence.get("token_logps_f64"));
                for (int t = 0; t < expected.length; t++) {
                    assertThat(logProbs[t]).as(family + " token " + t).isCloseTo(expected[t], within(2e-5));
                }
                n++;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.dpoworkbench.engine.model.GoldenModel#families")
    void theGradientOfDpoIsTransformers(String family) {
        JsonNode golden = Goldens.json("preferences/" + family + "/preferences.json");
        try (Backend backend = open();
                SafetensorsFile expected =
                        SafetensorsFile.open(Goldens.path("preferences/" + family + "/grads_f64.safetensors"))) {
            Decoder decoder = GoldenModel.decoder(backend, "models/" + family, CAPACITY);
            PackedBatch batch = GoldenModel.pairs(family, CAPACITY);
            double[] logProbs = new double[batch.targets.targets];
            decoder.forward(batch, logProbs);
            double[] sums = new double[batch.sequences];
            for (int t = 0; t < batch.targets.targets; t++) {
                sums[batch.targets.sequence[t]] += logProbs[t];
            }
            double[] gradient = new double[batch.targets.targets];
            double beta = golden.get("beta").asDouble();
            int pairs = golden.get("pairs").size();
            double loss = 0;
            for (int p = 0; p < pairs; p++) {
                JsonNode numbers = golden.get("pairs").get(p).get("f64");
                assertThat(sums[2 * p])
                        .isCloseTo(numbers.get("policy_chosen_logp").asDouble(), within(4e-4));
                assertThat(sums[2 * p + 1])
                        .isCloseTo(numbers.get("policy_rejected_logp").asDouble(), within(4e-4));
                double h = sums[2 * p]
                        - numbers.get("ref_chosen_logp").asDouble()
                        - sums[2 * p + 1]
                        + numbers.get("ref_rejected_logp").asDouble();
                double slope = -beta / (1 + Math.exp(beta * h)) / pairs;
                loss += Math.log1p(Math.exp(-beta * h)) / pairs;
                for (int t = 0; t < batch.targets.targets; t++) {
                    if (batch.targets.sequence[t] / 2 == p) {
                        gradient[t] = batch.targets.sequence[t] % 2 == 0 ? slope : -slope;
                    }
                }
            }
            assertThat(loss).isCloseTo(golden.get("mean_loss_f64").asDouble(), within(1e-5));
            decoder.backward(batch, gradient);
            assertGradients(backend, decoder, expected);
        }
    }

    private static void assertGradients(Backend backend, Decoder decoder, SafetensorsFile expected) {
        double squaredDifference = 0;
        double squared = 0;
        var gradients = backend.read(decoder.parameters().gradients());
        for (ParameterTensor t : decoder.parameters().tensors()) {
            // Files say embed_out of GPT-NeoX's head, transformers 5 calls the parameter lm_head.
            String name = t.name().replace("embed_out", "lm_head");
            double[] want = GoldenModel.inMemoryOrder(
                    t, expected.readDoubles(expected.find(name).orElseThrow()));
            double largest = 0;
            double largestDifference = 0;
            for (int i = 0; i < want.length; i++) {
                double got = gradients.getAtIndex(ValueLayout.JAVA_FLOAT, t.offset() + i);
                largest = Math.max(largest, Math.abs(want[i]));
                largestDifference = Math.max(largestDifference, Math.abs(got - want[i]));
                squaredDifference += (got - want[i]) * (got - want[i]);
                squared += want[i] * want[i];
            }
            assertThat(largestDifference).as(t.name()).isLessThan(3e-5 * largest + 1e-9);
        }
        assertThat(Math.sqrt(squaredDifference / squared))
                .as("relative L2 over all parameters")
                .isLessThan(1.5e-5);
    }

    /// The sequence's first token as prompt, the rest as completion, and a last row whose target does not matter.
    private static void everyTokenPredicted(PackedBatch batch, int[] ids) {
        int[] completion = Arrays.copyOfRange(ids, 1, ids.length + 1);
        Packer.add(
                batch, new int[] {ids[0]}, new int[][] {completion}, new boolean[][] {GoldenModel.all(completion.length)
                });
    }

    private static void assertClose(
            Backend backend, FloatTensor got, int rows, SafetensorsFile tensors, String name, double tolerance) {
        double[] want = tensors.readDoubles(tensors.find(name).orElseThrow());
        float[] values = new float[rows * got.columns()];
        assertThat(want).hasSameSizeAs(values);
        backend.download(got, values, values.length);
        double worst = 0;
        for (int i = 0; i < values.length; i++) {
            worst = Math.max(worst, Math.abs(values[i] - want[i]));
        }
        assertThat(worst).as(name).isLessThan(tolerance);
    }
}
