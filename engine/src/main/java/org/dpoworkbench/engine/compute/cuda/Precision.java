package org.dpoworkbench.engine.compute.cuda;

/// The number type that a card multiplies matrices in. Sums, weights, gradients and the optimiser's state are float32
/// with each.
public enum Precision {
    /// IEEE 754 single precision throughout.
    FLOAT32,
    /// Factors rounded to 10 bits after the point, with float32's range.
    TF32,
    /// Factors rounded to 7 bits after the point, with float32's range.
    BFLOAT16
}
