package org.dpoworkbench.engine.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.golden.Goldens;
import org.dpoworkbench.engine.weights.ModelFolder;
import tools.jackson.databind.JsonNode;

/// The tiny models of the goldens, and their preference pairs.
public final class GoldenModel {
    private GoldenModel() {}

    /// One or two models of each family, with preference pairs and gradients.
    public static List<String> families() {
        return List.of(
                "gpt2",
                "gpt_neox",
                "gpt_neox_sequential",
                "gptj",
                "llama_gqa",
                "llama_scaled",
                "mistral",
                "qwen2",
                "qwen3",
                "phi3",
                "gemma2",
                "gemma3_text");
    }

    /// Those, and others of which there are hidden states and logits alone.
    public static List<String> all() {
        return Stream.concat(families().stream(), Stream.of("gpt2_oldkeys", "llama_gqa_bf16", "llama_linear"))
                .toList();
    }

    /// The model in a folder of the goldens.
    ///
    /// @param rows tokens of the largest micro-batch
    static Decoder decoder(Backend backend, String folder, int rows) {
        ModelFolder model = ModelFolder.open(Goldens.path(folder));
        Decoder decoder = new Decoder(backend, model.architecture(), rows);
        WeightLoader.load(model, decoder);
        return decoder;
    }

    /// The same weights on another backend.
    static Decoder copy(Decoder decoder, Backend from, Backend to, String folder, int rows) {
        Decoder copy = new Decoder(to, ModelFolder.open(Goldens.path(folder)).architecture(), rows);
        float[] weights = new float[Math.toIntExact(decoder.parameters().count())];
        from.download(decoder.parameters().weights(), weights, weights.length);
        to.upload(weights, weights.length, copy.parameters().weights());
        return copy;
    }

    /// Packs a golden pair, every completion token scored.
    static void add(PackedBatch batch, JsonNode pair) {
        int[] chosen = Goldens.ints(pair.get("chosen_ids"));
        int[] rejected = Goldens.ints(pair.get("rejected_ids"));
        Packer.add(batch, Goldens.ints(pair.get("prompt_ids")), new int[][] {chosen, rejected}, new boolean[][] {
            all(chosen.length), all(rejected.length)
        });
    }

    /// All golden pairs of a family in one batch.
    static PackedBatch pairs(String family, int rows) {
        PackedBatch batch = new PackedBatch(rows, 8);
        for (JsonNode pair :
                Goldens.json("preferences/" + family + "/preferences.json").get("pairs")) {
            add(batch, pair);
        }
        return batch;
    }

    static boolean[] all(int length) {
        boolean[] all = new boolean[length];
        Arrays.fill(all, true);
        return all;
    }

    /// A parameter's numbers as they lie in a file, brought into the order that the decoder has them in.
    static double[] inMemoryOrder(ParameterTensor tensor, double[] inFile) {
        if (tensor.order().isEmpty()) {
            return inFile;
        }
        int[] fileRow = tensor.order().get().fileRow();
        int width = inFile.length / fileRow.length;
        double[] numbers = new double[inFile.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = inFile[fileRow[i / width] * width + i % width];
        }
        return numbers;
    }

    /// The parameters' gradients.
    static float[] gradients(Backend backend, Decoder decoder) {
        float[] gradients = new float[Math.toIntExact(decoder.parameters().count())];
        backend.download(decoder.parameters().gradients(), gradients, gradients.length);
        return gradients;
    }
}
