package org.dpoworkbench.engine.compute;

/// A row-major matrix of weights in a backend's memory, in the number type that it is kept in. What is computed with it
/// is float32 always.
public sealed interface MatrixWeight permits FloatTensor, Bfloat16Tensor, Nf4Tensor {
    /// Where it begins, as the backend counts addresses.
    long address();

    long rows();

    /// Numbers in a row; rows follow each other without gaps.
    int columns();

    /// Bytes that it takes.
    long bytes();
}
