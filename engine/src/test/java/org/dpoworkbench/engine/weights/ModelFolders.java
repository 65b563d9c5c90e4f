package org.dpoworkbench.engine.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Makes model folders for tests.
final class ModelFolders {
    static final String GPT2 = """
            {"model_type": "gpt2", "vocab_size": 101, "n_embd": 32, "n_layer": 2, "n_head": 4, "n_positions": 128,
             "n_inner": null, "eos_token_id": 100, "bos_token_id": 99}
            """;
    static final String LLAMA = """
            {"model_type": "llama", "vocab_size": 131, "hidden_size": 48, "num_hidden_layers": 2,
             "num_attention_heads": 6, "intermediate_size": 80}
            """;

    private ModelFolders() {}

    /// A folder with this configuration and one small tensor.
    static Path of(Path folder, String config) {
        write(folder.resolve("config.json"), config);
        return weights(folder.resolve("model.safetensors"), zeros("x", 2));
    }

    static SafetensorsWriter.Source zeros(String name, long... shape) {
        int elements = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        return new SafetensorsWriter.Source(name, shape, DType.F32, MemorySegment.ofArray(new float[elements]), 0);
    }

    /// Writes these tensors.
    ///
    /// @return the file's folder
    static Path weights(Path file, SafetensorsWriter.Source... tensors) {
        SafetensorsWriter.write(file, Map.of("format", "pt"), List.of(tensors));
        return file.getParent();
    }

    /// Writes this text.
    ///
    /// @return the file's folder
    static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return file.getParent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
