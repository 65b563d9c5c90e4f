package org.dpoworkbench.engine.compute;

import java.util.Locale;

/// What a backend's time is spent on.
public enum Operation {
    MATRIX_PRODUCT,
    ATTENTION,
    LOG_PROB,
    NORM,
    ACTIVATION,
    BIAS,
    ROTATION,
    DROPOUT,
    /// Rows by number: embeddings and the rows that predict.
    ROWS,
    COPY,
    OPTIMISER;

    /// As it stands in files.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
