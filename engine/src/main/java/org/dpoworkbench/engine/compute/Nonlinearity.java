package org.dpoworkbench.engine.compute;

/// Element-wise functions of feed-forward layers.
public enum Nonlinearity {
    /// 0.5 x (1 + tanh(√(2/π) (x + 0.044715 x³))), Hendrycks and Gimpel 2016's approximation; `gelu_new` in
    /// transformers.
    GELU_TANH,
    /// x Φ(x), with Φ the normal distribution function; `gelu` in transformers.
    GELU,
    /// x · σ(x); `silu` in transformers.
    SILU,
    /// max(x, 0)
    RELU
}
