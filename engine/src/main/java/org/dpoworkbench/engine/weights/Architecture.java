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
@SuppressWarnings("ClassInitializationDeadlock") // a reference to a method initialises no class
public sealed interface Architecture permits Gpt2, GptJ, GptNeoX, Llama, Mistral, Qwen2, Qwen3, Phi3, Gemma2, Gemma3 {

    /// Families by `model_type`.
    Map<String, Function<ConfigReader, Architecture>> KNOWN = new TreeMap<>(Map.of(
            "gemma2", Gemma2::from,
            "gemma3_text", Gemma3::from,
            "gpt2", Gpt2::from,
            "gpt_neox", GptNeoX::from,
            "gptj", GptJ::from,
            "llama", Llama::from,
            "mistral", Mistral::from,
            "phi3", Phi3::from,
            "qwen2", Qwen2::from,
            "qwen3", Qwen3::from));

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
        String type = config.path("model_type").asString("");
        if (!KNOWN.containsKey(type)) {
            throw new UserError(file + ": the architecture "
                    + (type.isEmpty() ? "is not named (model_type is missing)" : "\"" + type + "\" is not known here")
                    + textPart(config)
                    + ". Known are: " + String.join(", ", KNOWN.keySet()) + ".");
        }
        ConfigReader reader = new ConfigReader(config);
        if (reader.has("quantization_config")) {
            reader.unsupported("the weights are quantised (quantization_config); take the unquantised model");
        }
        try {
            return KNOWN.get(type).apply(reader);
        } catch (UserError e) {
            throw new UserError(e.problems().stream().map(p -> file + ": " + p).toList());
        }
    }

    /// A configuration that describes a text decoder among other parts belongs to a model that reads more than text.
    private static String textPart(JsonNode config) {
        if (config.has("vision_config") || config.has("audio_config") || config.has("text_config")) {
            String inner = config.path("text_config").path("model_type").asString("");
            String name = config.path("architectures").path(0).asString("");
            return " (" + (name.isEmpty() ? "" : name + ", ")
                    + "a multimodal model: only decoders of text alone are read"
                    + (inner.isEmpty() ? ")" : "; a checkpoint of its text part, \"" + inner + "\", would be one)");
        }
        return "";
    }
}
