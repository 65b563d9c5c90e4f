package org.dpoworkbench.engine.weights;

import tools.jackson.databind.JsonNode;

/// How rotary frequencies are changed for sequences longer than those of the first training.
public sealed interface RopeScaling {
    /// They are as they are.
    record None() implements RopeScaling {}

    /// All are divided by `factor`.
    record Linear(double factor) implements RopeScaling {}

    /// Llama 3.1's: long wavelengths are divided by `factor`, short ones kept, those between blended.
    ///
    /// @param lowFrequencyFactor  wavelengths above `originalPositions / lowFrequencyFactor` are long
    /// @param highFrequencyFactor wavelengths below `originalPositions / highFrequencyFactor` are short
    record Llama3(double factor, double lowFrequencyFactor, double highFrequencyFactor, int originalPositions)
            implements RopeScaling {}

    /// From the object that is called `rope_parameters` or `rope_scaling`; types that depend on the sequence's
    /// length or change attention's scale are not read.
    static RopeScaling from(ConfigReader config, JsonNode parameters) {
        String type = parameters.hasNonNull("rope_type")
                ? parameters.get("rope_type").asString("")
                : parameters.path("type").asString("default");
        return switch (type) {
            case "default" -> new None();
            case "linear" -> new Linear(config.positive(parameters, "factor"));
            case "llama3" -> {
                double low = config.positive(parameters, "low_freq_factor");
                double high = config.positive(parameters, "high_freq_factor");
                if (high <= low) {
                    config.unsupported("high_freq_factor %s must be above low_freq_factor %s".formatted(high, low));
                }
                int original = config.has("original_max_position_embeddings")
                        ? config.size("original_max_position_embeddings")
                        : config.size(
                                parameters,
                                "original_max_position_embeddings",
                                config.size("max_position_embeddings", 1));
                yield new Llama3(config.positive(parameters, "factor"), low, high, original);
            }
            default -> {
                config.unsupported("rotary positions of rope_type \"" + type
                        + "\" are not supported; supported are default, linear and llama3");
                yield new None();
            }
        };
    }
}
