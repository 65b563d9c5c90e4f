package org.dpoworkbench.engine.weights;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The non-linearity between the two projections of a feed-forward block.
public enum Activation {
    /// Gaussian error linear unit by its tanh approximation, Hendrycks and Gimpel 2016 (arXiv 1606.08415),
    /// section 2.
    GELU_NEW("gelu_new", "gelu_pytorch_tanh", "gelu_fast"),
    /// Gaussian error linear unit by the error function.
    GELU("gelu"),
    /// `x σ(x)`.
    SILU("silu", "swish"),
    /// `max(0, x)`.
    RELU("relu");

    private final List<String> names;

    Activation(String... names) {
        this.names = List.of(names);
    }

    /// The one that a `config.json` calls `name`; several of transformers' names stand for the same function.
    public static Optional<Activation> named(String name) {
        return Arrays.stream(values()).filter(a -> a.names.contains(name)).findFirst();
    }

    /// All names known, for messages.
    public static String known() {
        return Arrays.stream(values()).flatMap(a -> a.names.stream()).collect(Collectors.joining(", "));
    }
}
