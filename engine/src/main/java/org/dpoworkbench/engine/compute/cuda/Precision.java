package org.dpoworkbench.engine.compute.cuda;

/// What a card's matrix products compute with. Numbers are kept and added up in float32 in every case.
public enum Precision {
    /// Factors in float32.
    FLOAT32,
    /// Factors rounded to TF32, 10 bits behind the point, as `torch.backends.cuda.matmul.allow_tf32` does.
    TF32,
    /// Factors rounded to bfloat16, 7 bits behind the point.
    BFLOAT16
}
