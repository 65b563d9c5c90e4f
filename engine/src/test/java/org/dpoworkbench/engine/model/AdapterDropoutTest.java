package org.dpoworkbench.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.Random;
import org.dpoworkbench.engine.adapter.AdapterFolder;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.CounterRandom;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.cpu.CpuBackend;
import org.dpoworkbench.engine.golden.Goldens;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Dropout of adapters: on in training alone, the same bits for the same key, and differentiated as it was computed.
class AdapterDropoutTest {
    private static final int CAPACITY = 512;

    private static Decoder decoder(Backend backend, String adapter, String family, boolean checkpointed) {
        ModelFolder model = ModelFolder.open(Goldens.path("models/" + family));
        AdapterFolder folder = AdapterFolder.open(Goldens.path("lora/" + adapter));
        Decoder decoder = new Decoder(
                backend,
                model.architecture(),
                DecoderSettings.training(CAPACITY)
                        .with(Optional.of(folder.settings().withDropout(0.3)))
                        .checkpointed(checkpointed));
        WeightLoader.load(model, decoder);
        WeightLoader.load(folder, decoder);
        return decoder;
    }

    @Test
    void theSameKeyGivesTheSameBitsAndNoKeyDropsNothing() {
        try (Backend backend = new CpuBackend(2)) {
            Decoder decoder = decoder(backend, "llama_qv", "llama_gqa", false);
            PackedBatch batch = GoldenModel.pairs("llama_gqa", CAPACITY);
            int n = batch.targets.targets;
            double[] plain = new double[n];
            double[] one = new double[n];
            double[] other = new double[n];
            double[] again = new double[n];
            double[] plainAgain = new double[n];
            decoder.forward(batch, plain);
            decoder.forward(batch, one, new double[0], 1);
            decoder.forward(batch, other, new double[0], 2);
            decoder.forward(batch, again, new double[0], 1);
            decoder.forward(batch, plainAgain);
            assertThat(again).isEqualTo(one);
            assertThat(plainAgain).isEqualTo(plain);
            assertThat(one).isNotEqualTo(plain).isNotEqualTo(other);
        }
    }

    /// Along a direction u, (L(θ + hu) − L(θ − hu)) / 2h is the gradient's product with u. With u of the
    /// gradient's signs the product is large beside float32's rounding.
    @ParameterizedTest
    @ValueSource(strings = {"llama_qv llama_gqa", "llama_all_rslora llama_gqa", "gpt2_pattern gpt2"})
    void theGradientIsThatOfWhatWasKept(String names) {
        String[] name = names.split(" ", 2);
        try (Backend backend = new CpuBackend(2)) {
            Decoder decoder = decoder(backend, name[0], name[1], false);
            PackedBatch batch = GoldenModel.pairs(name[1], CAPACITY);
            double[] logProbs = new double[batch.targets.targets];
            double[] coefficients =
                    new Random(3).doubles(logProbs.length, -0.02, 0.02).toArray();
            FloatTensor weights = decoder.trained().weights();
            float[] at = new float[(int) weights.size()];
            backend.download(weights, at, at.length);
            double[] direction = new Random(4).doubles(at.length, 0.5, 1).toArray();

            decoder.clearGradients();
            decoder.forward(batch, logProbs, new double[0], 77);
            decoder.backward(batch, coefficients);
            float[] gradient = new float[at.length];
            backend.download(decoder.trained().gradients(), gradient, gradient.length);
            double expected = 0;
            for (int i = 0; i < at.length; i++) {
                direction[i] *= gradient[i] < 0 ? -1 : 1;
                expected += gradient[i] * direction[i];
            }
            double h = 3e-4;
            double ahead = loss(backend, decoder, batch, at, direction, h, coefficients);
            double behind = loss(backend, decoder, batch, at, direction, -h, coefficients);
            assertThat((ahead - behind) / (2 * h)).isCloseTo(expected, within(2e-3 * expected));
        }
    }

    private static double loss(
            Backend backend,
            Decoder decoder,
            PackedBatch batch,
            float[] at,
            double[] direction,
            double h,
            double[] coefficients) {
        float[] moved = new float[at.length];
        for (int i = 0; i < at.length; i++) {
            moved[i] = (float) (at[i] + h * direction[i]);
        }
        backend.upload(moved, moved.length, decoder.trained().weights());
        double[] logProbs = new double[batch.targets.targets];
        decoder.forward(batch, logProbs, new double[0], 77);
        double sum = 0;
        for (int t = 0; t < logProbs.length; t++) {
            sum += coefficients[t] * logProbs[t];
        }
        return sum;
    }

    @Test
    void computingLayersAgainDropsTheSame() {
        assertThat(gradients(true)).isEqualTo(gradients(false));
    }

    private static float[] gradients(boolean checkpointed) {
        try (Backend backend = new CpuBackend(2)) {
            Decoder decoder = decoder(backend, "llama_all_rslora", "llama_gqa", checkpointed);
            PackedBatch batch = GoldenModel.pairs("llama_gqa", CAPACITY);
            double[] logProbs = new double[batch.targets.targets];
            decoder.forward(batch, logProbs, new double[0], 5);
            decoder.backward(batch, logProbs);
            float[] gradients = new float[(int) decoder.trained().count()];
            backend.download(decoder.trained().gradients(), gradients, gradients.length);
            return gradients;
        }
    }

    @Test
    void asManyAreLeftOutAsTheShareSays() {
        int kept = 0;
        for (long i = 0; i < 100_000; i++) {
            kept += CounterRandom.uniform(CounterRandom.key(42, 7), i) >= 0.3f ? 1 : 0;
        }
        // three standard deviations of a binomial are 435
        assertThat(kept).isBetween(69_565, 70_435);
    }
}
