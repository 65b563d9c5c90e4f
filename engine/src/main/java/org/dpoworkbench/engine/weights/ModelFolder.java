package org.dpoworkbench.engine.weights;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.dpoworkbench.engine.problem.UserError;
import tools.jackson.databind.JsonNode;

/// A model in Hugging Face layout: `config.json`, weights as safetensors, and what else lies beside them.
public final class ModelFolder {
    private final Path path;
    private final JsonNode config;
    private final Architecture architecture;
    private final List<Path> weightPaths;
    private final List<Integer> endTokens;

    private ModelFolder(Path path, JsonNode config, Architecture architecture, List<Path> weightPaths) {
        this.path = path;
        this.config = config;
        this.architecture = architecture;
        this.weightPaths = weightPaths;
        this.endTokens = endTokens(path.resolve("generation_config.json"), config);
    }

    /// Looks at everything but the weights' values, so that a folder that opens can be loaded.
    ///
    /// @throws UserError where folder, `config.json` or weights are missing, pickles or not sound, or the
    /// architecture is not known
    public static ModelFolder open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new UserError(folder + (Files.exists(folder) ? " is no folder" : " does not exist")
                    + ". A model is a folder in Hugging Face layout, with config.json and safetensors files.");
        }
        Path configFile = folder.resolve("config.json");
        if (!Files.exists(configFile)) {
            throw new UserError(folder + " has no config.json, so it is no model folder in Hugging Face layout."
                    + " Is the path right?");
        }
        JsonNode config = JsonFile.readObject(configFile);
        Architecture architecture = Architecture.of(configFile, config);
        List<Path> weightPaths = WeightPaths.in(folder);
        WeightFiles.open(weightPaths).close();
        return new ModelFolder(folder, config, architecture, weightPaths);
    }

    public Path path() {
        return path;
    }

    public Architecture architecture() {
        return architecture;
    }

    /// Opens the weights; the caller closes them.
    public WeightFiles weights() {
        return WeightFiles.open(weightPaths);
    }

    /// The configuration's end token, the first where it names several.
    public OptionalInt eosTokenId() {
        return ids(config, "eos_token_id").stream().mapToInt(Integer::intValue).findFirst();
    }

    /// The configuration's begin token.
    public OptionalInt bosTokenId() {
        return ids(config, "bos_token_id").stream().mapToInt(Integer::intValue).findFirst();
    }

    /// The tokens that end a generated text: the generation configuration's, else the configuration's; may be
    /// empty.
    public List<Integer> endTokens() {
        return endTokens;
    }

    /// The whole `config.json`.
    public JsonNode config() {
        return config;
    }

    /// Stands for configuration and weights: the SHA-256 of what `sha256sum config.json model.safetensors`
    /// prints inside the folder (with several weight files, all of them by name).
    public String sha256() {
        List<Path> files = new ArrayList<>();
        files.add(path.resolve("config.json"));
        files.addAll(weightPaths);
        return ModelHash.of(files);
    }

    private static List<Integer> endTokens(Path generationConfig, JsonNode config) {
        if (Files.exists(generationConfig)) {
            List<Integer> ids = ids(JsonFile.readObject(generationConfig), "eos_token_id");
            if (!ids.isEmpty()) {
                return ids;
            }
        }
        return ids(config, "eos_token_id");
    }

    /// A token id or a list of them.
    private static List<Integer> ids(JsonNode config, String name) {
        JsonNode value = config.path(name);
        List<Integer> ids = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(id -> ids.add(id.asInt()));
        } else if (value.isIntegralNumber()) {
            ids.add(value.intValue());
        }
        return List.copyOf(ids);
    }
}
