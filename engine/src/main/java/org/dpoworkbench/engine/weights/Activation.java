package org.dpoworkbench.engine.weights;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The non-linearity between the two projections of a feed-forward block.
public enum Activation {
    /// Gaussian error linear unit by its tanh approximation, Hendrycks and Gimpel 2016 (arXiv 1606.08415),
    /// section 2.
    GELU_NEW,
    /// Gaussian error linear unit by the error function.
    GELU,
    /// The sigmoid linear unit, `x σ(x)`.
    SILU,
    /// The rectified linear unit, `max(0, x)`.
    RELU;

    /// Several of transformers' names stand for the same function.
    private static final Map<String, Activation> BY_NAME = new TreeMap<>(Map.of(
            "gelu_new", GELU_NEW,
            "gelu_pytorch_tanh", GELU_NEW,
            "gelu_fast", GELU_NEW,
            "gelu", GELU,
            "silu", SILU,
            "swish", SILU,
            "relu", RELU));

    /// The one that a `config.json` calls `name`.
    public static Optional<Activation> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /// All names known, for messages.
    public static String known() {
        return String.join(", ", BY_NAME.keySet());
    }
}
