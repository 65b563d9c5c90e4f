package org.dpoworkbench.engine.weights;

import java.util.Arrays;

/// Where a tensor lies in a safetensors file.
///
/// @param shape  extents, outermost first; empty for a scalar
/// @param offset of its first byte from the beginning of the file
/// @param bytes  product of the shape times the type's size
@SuppressWarnings("ArrayRecordComponent") // the shape is handed on as it is, and never changed
public record TensorInfo(String name, DType dtype, long[] shape, long offset, long bytes) {

    /// How many numbers it holds.
    public long elements() {
        return bytes / dtype.bytes();
    }

    @Override
    public String toString() {
        return name + " " + dtype + Arrays.toString(shape);
    }
}
