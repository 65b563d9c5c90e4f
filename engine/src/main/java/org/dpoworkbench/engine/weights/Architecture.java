package org.dpoworkbench.engine.weights;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.dpoworkbench.engine.problem.UserError;
import tools.jackson.databind.JsonNode;

/// What a model is made of, from its `config.json`: everything that a decoder needs besides the weights. Fields
/// and defaults are those of transformers' configuration classes. Dropout is not among them: as in TRL, it is
/// off.
public sealed interface Architecture permits Gpt2, GptNeoX, Llama {

    Sizes sizes();

    Heads heads();

    /// How many token ids there are.
    default int vocabularySize() {
        return sizes().vocabularySize();
    }

    /// The longest sequence, in tokens.
    default int context() {
        return sizes().positions();
    }

    /// Whether positions are embeddings of their own, so that a sequence beyond [#context] cannot be computed
    /// at all.
    default boolean learnedPositions() {
        return false;
    }

    /// Whether the output projection is the token embedding.
    boolean tied();

    /// The architecture that a configuration describes.
    ///
    /// @param file the `config.json`, for messages
    /// @throws UserError that names an unknown architecture, or everything that is missing, wrong or unsupported
    static Architecture of(Path file, JsonNode config) {
        Map<String, Function<ConfigReader, Architecture>> known = new TreeMap<>(Map.of(
                "gpt2", Gpt2::from,
                "gpt_neox", GptNeoX::from,
                "llama", Llama::from));
        String type = config.path("model_type").asString("");
        if (!known.containsKey(type)) {
            throw new UserError(file + ": the architecture "
                    + (type.isEmpty() ? "is not named (model_type is missing)" : "\"" + type + "\" is not known here")
                    + ". Known are: " + String.join(", ", known.keySet()) + ".");
        }
        ConfigReader reader = new ConfigReader(config);
        if (reader.has("quantization_config")) {
            reader.unsupported("the weights are quantised (quantization_config); take the unquantised model");
        }
        try {
            return known.get(type).apply(reader);
        } catch (UserError e) {
            throw new UserError(e.problems().stream().map(p -> file + ": " + p).toList());
        }
    }
}
