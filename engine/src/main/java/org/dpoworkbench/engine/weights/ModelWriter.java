package org.dpoworkbench.engine.weights;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dpoworkbench.engine.problem.UserError;
import tools.jackson.databind.node.ObjectNode;

/// Writes a trained model in the layout that it was loaded from, so that `transformers` loads it unchanged.
public final class ModelWriter {
    /// What `save_pretrained` of a tokenizer writes.
    private static final List<String> TOKENIZER = List.of(
            "tokenizer.json",
            "tokenizer_config.json",
            "special_tokens_map.json",
            "added_tokens.json",
            "vocab.json",
            "merges.txt",
            "vocab.txt",
            "tokenizer.model",
            "spiece.model",
            "chat_template.jinja",
            "chat_template.json");

    private ModelWriter() {}

    /// Writes each file whole, the weights last: a folder that has them is complete.
    ///
    /// @param origin  where `config.json` and the tokenizer's files are taken from
    /// @param target  made where it is not there yet
    /// @param tensors all parameters, named as in `origin`'s architecture; a tied head has no entry
    /// @param dtype   of all tensors in the file
    /// @throws UserError where the target cannot be written or a value does not fit `dtype`
    public static void save(ModelFolder origin, Path target, List<SafetensorsWriter.Source> tensors, DType dtype) {
        makeFolder(target);
        copyIfThere("generation_config.json", origin, target);
        copyTokenizer(origin, target);
        JsonFile.write(target.resolve("config.json"), configWith(dtype, origin));
        SafetensorsWriter.write(
                target.resolve(WeightPaths.SINGLE),
                Map.of("format", "pt"),
                tensors.stream().map(t -> t.as(dtype)).toList());
    }

    /// Copies what a tokenizer is read from.
    ///
    /// @param target made where it is not there yet
    public static void copyTokenizer(ModelFolder origin, Path target) {
        makeFolder(target);
        TOKENIZER.forEach(name -> copyIfThere(name, origin, target));
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UserError(folder + " cannot be made: " + e + ". May its parent folder be written?", e);
        }
    }

    private static void copyIfThere(String name, ModelFolder origin, Path target) {
        Path file = origin.path().resolve(name);
        if (Files.exists(file)) {
            WholeFile.write(target.resolve(name), channel -> copy(file, channel));
        }
    }

    private static void copy(Path file, FileChannel channel) throws IOException {
        Files.copy(file, Channels.newOutputStream(channel));
    }

    /// The number type goes into the field that is there; a configuration with neither is an old one.
    private static ObjectNode configWith(DType dtype, ModelFolder origin) {
        ObjectNode config = (ObjectNode) origin.config().deepCopy();
        if (config.has("dtype")) {
            config.put("dtype", dtype.torchName());
        }
        if (config.has("torch_dtype") || !config.has("dtype")) {
            config.put("torch_dtype", dtype.torchName());
        }
        return config;
    }
}
