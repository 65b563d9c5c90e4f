package org.dpoworkbench.engine.weights;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// Which layers attend in a sliding window (Beltagy et al. 2020, arXiv 2004.05150), and how far it reaches.
///
/// @param byLayer positions that a token attends to at most, its own included; empty: to all before it
public record Windows(List<OptionalInt> byLayer) {
    public Windows {
        byLayer = List.copyOf(byLayer);
    }

    /// The same in all layers, from `sliding_window`.
    ///
    /// @param byDefault what the family takes where the field is left out; `null` in the file means none
    static Windows everywhere(ConfigReader config, Sizes sizes, OptionalInt byDefault) {
        OptionalInt window = size(config, byDefault);
        return new Windows(
                IntStream.range(0, sizes.layers()).mapToObj(_ -> window).toList());
    }

    /// In those layers that `layer_types` calls `sliding_attention`.
    ///
    /// @param byDefault which layers do where there is no `layer_types`, counted from 0
    static Windows byLayerTypes(ConfigReader config, Sizes sizes, OptionalInt window, IntPredicate byDefault) {
        List<OptionalInt> windows = new ArrayList<>();
        for (int layer = 0; layer < sizes.layers(); layer++) {
            boolean slides = config.has("layer_types") ? slides(config, layer) : byDefault.test(layer);
            if (slides && window.isEmpty()) {
                config.unsupported("layer_types has layers with sliding_attention, but there is no sliding_window");
            }
            windows.add(slides ? window : OptionalInt.empty());
        }
        if (config.has("layer_types") && config.object("layer_types").size() != sizes.layers()) {
            config.unsupported("layer_types must name the type of each of %s layers, names %s"
                    .formatted(sizes.layers(), config.object("layer_types").size()));
        }
        return new Windows(windows);
    }

    static OptionalInt size(ConfigReader config, OptionalInt byDefault) {
        if (config.has("sliding_window")) {
            return OptionalInt.of(Math.max(1, config.size("sliding_window")));
        }
        return config.isNull("sliding_window") ? OptionalInt.empty() : byDefault;
    }

    private static boolean slides(ConfigReader config, int layer) {
        JsonNode type = config.object("layer_types").path(layer);
        return switch (type.asString("")) {
            case "sliding_attention" -> true;
            case "full_attention" -> false;
            default -> {
                config.unsupported("layer_types: " + (type.isMissingNode() ? "nothing" : type) + " for layer " + layer
                        + " is not supported; supported are full_attention and sliding_attention");
                yield false;
            }
        };
    }
}
