package org.dpoworkbench.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.cpu.CpuBackend;
import org.dpoworkbench.engine.golden.Goldens;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// A run's numbers must not depend on what the JVM has compiled so far.
class SameBitsTest {
    private static final int CAPACITY = 128;
    private static final int REPETITIONS = 200;

    @Test
    void aModelsLogProbsAndGradientsAreTheSameInterpretedAndCompiled(@TempDir Path folder) throws Exception {
        Path result = folder.resolve("hash");
        Process child = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xint",
                        "--enable-native-access=ALL-UNNAMED",
                        "--add-modules=jdk.incubator.vector",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Interpreted.class.getName(),
                        result.toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        int compiled = hashes(REPETITIONS);
        assertThat(child.waitFor()).as(Files.readString(folder.resolve("out"))).isZero();
        assertThat(Files.readString(result)).isEqualTo(Integer.toHexString(compiled));
    }

    /// Computing a layer again for the backward pass gives what keeping it gave.
    @ParameterizedTest
    @MethodSource("org.dpoworkbench.engine.model.GoldenModel#families")
    void gradientsAreTheSameWhereLayersAreComputedAgain(String family) {
        assertThat(hash(family, DecoderSettings.training(CAPACITY).checkpointed(true)))
                .isEqualTo(hash(family, DecoderSettings.training(CAPACITY)));
    }

    private static int hash(String family, DecoderSettings settings) {
        ModelFolder model = ModelFolder.open(Goldens.path("models/" + family));
        try (Backend backend = new CpuBackend(1)) {
            Decoder decoder = new Decoder(backend, model.architecture(), settings);
            WeightLoader.load(model, decoder);
            PackedBatch batch = new PackedBatch(CAPACITY, 2);
            GoldenModel.add(
                    batch,
                    Goldens.json("preferences/" + family + "/preferences.json")
                            .get("pairs")
                            .get(0));
            return hash(backend, decoder, batch);
        }
    }

    /// What the child JVM runs.
    static final class Interpreted {
        private Interpreted() {}

        static void main(String[] arguments) throws IOException {
            Files.writeString(Path.of(arguments[0]), Integer.toHexString(hashes(1)));
        }
    }

    /// The hash of log-probs and gradients, the same in every repetition.
    private static int hashes(int repetitions) {
        try (Backend backend = new CpuBackend(1)) {
            Decoder decoder = GoldenModel.decoder(backend, "models/llama_gqa", CAPACITY);
            PackedBatch batch = new PackedBatch(CAPACITY, 2);
            JsonNode pairs =
                    Goldens.json("preferences/llama_gqa/preferences.json").get("pairs");
            GoldenModel.add(batch, pairs.get(0));
            int first = hash(backend, decoder, batch);
            for (int i = 1; i < repetitions; i++) {
                assertThat(hash(backend, decoder, batch)).as("repetition " + i).isEqualTo(first);
            }
            return first;
        }
    }

    private static int hash(Backend backend, Decoder decoder, PackedBatch batch) {
        double[] logProbs = new double[batch.targets.targets];
        double[] gradient = new double[batch.targets.targets];
        for (int t = 0; t < gradient.length; t++) {
            gradient[t] = batch.targets.sequence[t] % 2 == 0 ? -0.0125 : 0.0125;
        }
        decoder.clearGradients();
        decoder.forward(batch, logProbs);
        decoder.backward(batch, gradient);
        return 31 * Arrays.hashCode(logProbs) + Arrays.hashCode(GoldenModel.gradients(backend, decoder));
    }
}
