package org.dpoworkbench.engine.weights;

import java.lang.foreign.MemorySegment;

/// A tensor in one of a model's files.
///
/// @param file open for as long as the [WeightFiles] it came from
public record Weight(SafetensorsFile file, TensorInfo info) {

    /// Extents, outermost first.
    public long[] shape() {
        return info.shape();
    }

    /// Copies it as float32.
    ///
    /// @see SafetensorsFile#readFloats(TensorInfo, MemorySegment, long)
    public void readFloats(MemorySegment target, long targetByteOffset) {
        file.readFloats(info, target, targetByteOffset);
    }
}
