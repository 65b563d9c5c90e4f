package org.dpoworkbench.app.window.model.newrun;

import java.util.OptionalLong;

/// Sizes of models that start from different settings.
public enum ModelSize {
    /// The sample's kind, 1 to 5 million parameters.
    SMALL,
    /// Up to some billions, all weights trained.
    LARGE;

    private static final long SMALL_UP_TO = 5_000_000;

    /// @param parameters absent: unknown, which is taken for large, whose settings are the careful ones
    public static ModelSize of(OptionalLong parameters) {
        return parameters.isPresent() && parameters.getAsLong() <= SMALL_UP_TO ? SMALL : LARGE;
    }
}
