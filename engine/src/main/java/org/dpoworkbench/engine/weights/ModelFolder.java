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
    private static final String CONFIG = "config.json";

    private final Path path;
    private final JsonNode config;
    private final Architecture architecture;
    private final List<Path> weightPaths;
    private final List<Integer> eosTokenIds;
    private final List<Integer> bosTokenIds;
    private final List<Integer> endTokens;

    private ModelFolder(Path path, JsonNode config, Architecture architecture, List<Path> weightPaths) {
        this.path = path;
        this.config = config;
        this.architecture = architecture;
        this.weightPaths = weightPaths;
        Path configFile = path.resolve(CONFIG);
        this.eosTokenIds = ids(configFile, config, "eos_token_id");
        this.bosTokenIds = ids(configFile, config, "bos_token_id");
        List<Integer> generation = generationEndTokens(path.resolve("generation_config.json"));
        this.endTokens = generation.isEmpty() ? eosTokenIds : generation;
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
        Path configFile = folder.resolve(CONFIG);
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
        return first(eosTokenIds);
    }

    /// The configuration's begin token.
    public OptionalInt bosTokenId() {
        return first(bosTokenIds);
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
        files.add(path.resolve(CONFIG));
        files.addAll(weightPaths);
        return ModelHash.of(files);
    }

    private static OptionalInt first(List<Integer> ids) {
        return ids.stream().mapToInt(Integer::intValue).findFirst();
    }

    private static List<Integer> generationEndTokens(Path generationConfig) {
        return Files.exists(generationConfig)
                ? ids(generationConfig, JsonFile.readObject(generationConfig), "eos_token_id")
                : List.of();
    }

    /// A token id or a list of them.
    private static List<Integer> ids(Path file, JsonNode config, String name) {
        JsonNode value = config.path(name);
        List<Integer> ids = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(id -> ids.add(id(file, name, id)));
        } else if (!value.isMissingNode() && !value.isNull()) {
            ids.add(id(file, name, value));
        }
        return List.copyOf(ids);
    }

    private static int id(Path file, String name, JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new UserError(file + ": " + name + " must be a token id or a list of them, holds " + value + ".");
        }
        return value.intValue();
    }
}
