package org.dpoworkbench.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Optional;
import org.dpoworkbench.engine.adapter.AdapterFolder;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.cpu.CpuBackend;
import org.dpoworkbench.engine.config.ModelSource;
import org.dpoworkbench.engine.golden.Goldens;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.dpoworkbench.engine.weights.SafetensorsFile;
import org.dpoworkbench.engine.weights.TensorInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Log-probs and gradients of adapters against `peft` in float64: names, patterns, every linear map, ranks and scales
/// by module, rsLoRA, fused maps and maps whose rows lie in another order in memory. `docs/goldens/lora.py` makes the
/// numbers.
class AdapterGoldenTest {
    private static final int CAPACITY = 512;

    /// What computes; another backend's tests say another.
    Backend open() {
        return new CpuBackend(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama_qv", "llama_all_rslora", "gpt2_pattern", "neox_default"})
    void logProbsAndGradientsArePefts(String name) {
        JsonNode golden = Goldens.json("lora/" + name + "/reference.json");
        String family = golden.get("model").asString();
        try (Backend backend = open();
                SafetensorsFile expected =
                        SafetensorsFile.open(Goldens.path("lora/" + name + "/gradients.safetensors"))) {
            Decoder decoder = decoder(backend, name, family, false);
            PackedBatch batch = GoldenModel.pairs(family, CAPACITY);
            double[] logProbs = new double[batch.targets.targets];

            decoder.adapters().orElseThrow().off(true);
            double[] reference = sums(decoder, batch, logProbs);
            decoder.adapters().orElseThrow().off(false);
            double[] policy = sums(decoder, batch, logProbs);
            double[] gradient = new double[batch.targets.targets];
            double loss = dpo(golden, batch, reference, policy, gradient);

            assertThat(loss).isCloseTo(golden.get("mean_loss").asDouble(), within(1e-5));
            decoder.backward(batch, gradient);
            assertGradients(backend, decoder.trained(), expected);
        }
    }

    /// The logits of TRL's trained adapter, and the same after it was merged, against peft's.
    @Test
    void logitsAndMergedWeightsArePefts() {
        JsonNode check = Goldens.json("trajectories/gpt2_lora/trajectory.json").get("check");
        int[] ids = Goldens.ints(check.get("input_ids"));
        try (Backend backend = open();
                SafetensorsFile logits =
                        SafetensorsFile.open(Goldens.path("trajectories/gpt2_lora/check.safetensors"));
                SafetensorsFile merged =
                        SafetensorsFile.open(Goldens.path("trajectories/gpt2_lora/merged_targets.safetensors"))) {
            Decoder decoder = new SharedDecoder(backend, CAPACITY)
                    .with(AdaptedModel.open(new ModelSource(
                            Goldens.path("trajectories/gpt2_init"),
                            Optional.of(Goldens.path("trajectories/gpt2_lora/adapter_final")))));
            assertLogits(backend, decoder, ids, logits, "logits_with_adapter");
            decoder.mergeAdapter();
            assertLogits(backend, decoder, ids, logits, "logits_merged");
            for (TensorInfo info : merged.tensors()) {
                ParameterTensor own = decoder.parameters().tensors().stream()
                        .filter(t -> t.name().equals(info.name()))
                        .findFirst()
                        .orElseThrow();
                assertThat(backend.read(decoder.parameters().weights())
                                .asSlice(own.offset() * Float.BYTES, own.size() * Float.BYTES)
                                .toArray(ValueLayout.JAVA_FLOAT))
                        .usingComparatorWithPrecision(1e-7f)
                        .containsExactly(merged.readFloats(info));
            }
        }
    }

    private static void assertLogits(
            Backend backend, Decoder decoder, int[] ids, SafetensorsFile expected, String name) {
        PackedBatch batch = new PackedBatch(CAPACITY, 1);
        Packer.add(
                batch, new int[] {ids[0]}, new int[][] {Arrays.copyOfRange(ids, 1, ids.length + 1)}, new boolean[][] {
                    GoldenModel.all(ids.length)
                });
        var got = decoder.logits(batch);
        float[] want = expected.readFloats(expected.find(name).orElseThrow());
        float[] values = new float[want.length];
        backend.download(got, values, values.length);
        assertThat(values).usingComparatorWithPrecision(6e-5f).containsExactly(want);
    }

    /// Maps that lie in another order in memory, and maps fused with others.
    @ParameterizedTest
    @ValueSource(strings = {"llama_all_rslora", "neox_default"})
    void aMergedModelComputesWhatTheAdaptedOneDid(String name) {
        String family =
                Goldens.json("lora/" + name + "/reference.json").get("model").asString();
        try (Backend backend = open()) {
            Decoder decoder = decoder(backend, name, family, false);
            PackedBatch batch = GoldenModel.pairs(family, CAPACITY);
            double[] adapted = new double[batch.targets.targets];
            double[] merged = new double[batch.targets.targets];
            double[] alone = new double[batch.targets.targets];
            decoder.forward(batch, adapted);
            decoder.adapters().orElseThrow().off(true);
            decoder.forward(batch, alone);
            decoder.mergeAdapter();
            decoder.forward(batch, merged);
            assertThat(merged).usingComparatorWithPrecision(1e-4).containsExactly(adapted);
            assertThat(merged).usingComparatorWithPrecision(1e-1).isNotEqualTo(alone);
        }
    }

    static Decoder decoder(Backend backend, String name, String family, boolean checkpointed) {
        ModelFolder model = ModelFolder.open(Goldens.path("models/" + family));
        AdapterFolder adapter = AdapterFolder.open(Goldens.path("lora/" + name));
        DecoderSettings settings = DecoderSettings.training(CAPACITY)
                .with(Optional.of(adapter.settings()))
                .checkpointed(checkpointed);
        Decoder decoder = new Decoder(backend, model.architecture(), settings);
        WeightLoader.load(model, decoder);
        WeightLoader.load(adapter, decoder);
        return decoder;
    }

    private static double[] sums(Decoder decoder, PackedBatch batch, double[] logProbs) {
        decoder.forward(batch, logProbs);
        double[] sums = new double[batch.sequences];
        for (int t = 0; t < batch.targets.targets; t++) {
            sums[batch.targets.sequence[t]] += logProbs[t];
        }
        return sums;
    }

    /// The mean loss; writes its gradient with respect to each target's log-prob.
    private static double dpo(
            JsonNode golden, PackedBatch batch, double[] reference, double[] policy, double[] gradient) {
        double beta = golden.get("beta").asDouble();
        int pairs = golden.get("pairs").size();
        double loss = 0;
        for (int p = 0; p < pairs; p++) {
            JsonNode numbers = golden.get("pairs").get(p);
            assertThat(policy[2 * p])
                    .isCloseTo(numbers.get("policy_chosen_logp").asDouble(), within(4e-4));
            assertThat(policy[2 * p + 1])
                    .isCloseTo(numbers.get("policy_rejected_logp").asDouble(), within(4e-4));
            assertThat(reference[2 * p])
                    .isCloseTo(numbers.get("ref_chosen_logp").asDouble(), within(4e-4));
            assertThat(reference[2 * p + 1])
                    .isCloseTo(numbers.get("ref_rejected_logp").asDouble(), within(4e-4));
            double h = policy[2 * p] - reference[2 * p] - policy[2 * p + 1] + reference[2 * p + 1];
            double slope = -beta / (1 + Math.exp(beta * h)) / pairs;
            loss += Math.log1p(Math.exp(-beta * h)) / pairs;
            for (int t = 0; t < batch.targets.targets; t++) {
                if (batch.targets.sequence[t] / 2 == p) {
                    gradient[t] = batch.targets.sequence[t] % 2 == 0 ? slope : -slope;
                }
            }
        }
        return loss;
    }

    private static void assertGradients(Backend backend, Parameters trained, SafetensorsFile expected) {
        assertThat(trained.tensors()).hasSameSizeAs(expected.tensors());
        var gradients = backend.read(trained.gradients());
        double squaredDifference = 0;
        double squared = 0;
        for (ParameterTensor t : trained.tensors()) {
            double[] want = expected.readDoubles(expected.find(t.name()).orElseThrow());
            double largest = 0;
            double largestDifference = 0;
            int columns = (int) t.shape()[1];
            for (int i = 0; i < want.length; i++) {
                int row = i / columns;
                int inFile = t.order().map(order -> order.fileRow()[row]).orElse(row);
                double got = gradients.getAtIndex(ValueLayout.JAVA_FLOAT, t.offset() + i);
                double wanted = want[inFile * columns + i % columns];
                largest = Math.max(largest, Math.abs(wanted));
                largestDifference = Math.max(largestDifference, Math.abs(got - wanted));
                squaredDifference += (got - wanted) * (got - wanted);
                squared += wanted * wanted;
            }
            assertThat(largestDifference).as(t.name()).isLessThan(3e-5 * largest + 1e-9);
        }
        assertThat(Math.sqrt(squaredDifference / squared))
                .as("relative L2 over all parameters")
                .isLessThan(1.5e-5);
    }
}
